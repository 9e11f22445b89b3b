import { Injectable } from '@nestjs/common';
import type { LocalDay } from '../../../kernel/local-day';
import type { Transaction } from '../../../platform/data/database/unit-of-work';
import type { PolicyKindName } from '../policy-kind';

export interface NewPolicy {
  readonly id: string;
  readonly kind: PolicyKindName;
  readonly version: string;
  readonly divisionId: string | null;
  readonly effectiveFrom: LocalDay;
  readonly body: object;
  readonly createdBy: string;
  readonly createdAt: Date;
  /** The approved request; null for the default that comes with the application, once per kind. */
  readonly decisionId: string | null;
}

/** Appends policies. A policy is never changed: the database refuses it. */
@Injectable()
export class PolicyRepository {
  /** @returns false where the kind already has this version. */
  async append(tx: Transaction, policy: NewPolicy): Promise<boolean> {
    const rows = await tx.query(
      `insert into policy (id, kind, version, division_id, effective_from, body, created_by, created_at, decision_id)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (kind, version) do nothing returning 1`,
      [
        policy.id,
        policy.kind,
        policy.version,
        policy.divisionId,
        policy.effectiveFrom,
        JSON.stringify(policy.body),
        policy.createdBy,
        policy.createdAt,
        policy.decisionId,
      ],
    );
    return rows.length > 0;
  }

  /** Whether the kind has this version. */
  async isKnown(tx: Transaction, kind: PolicyKindName, version: string): Promise<boolean> {
    return (await tx.query('select 1 from policy where kind = $1 and version = $2', [kind, version])).length > 0;
  }

  /** Whether the whole system has a default of the kind. */
  async hasDefault(tx: Transaction, kind: PolicyKindName): Promise<boolean> {
    return (await tx.query('select 1 from policy where kind = $1 and division_id is null', [kind])).length > 0;
  }

  /** Whether the stored policy of this version says the same. */
  async says(tx: Transaction, kind: PolicyKindName, version: string, body: object): Promise<boolean> {
    const rows = await tx.query('select 1 from policy where kind = $1 and version = $2 and body = $3::jsonb', [
      kind,
      version,
      JSON.stringify(body),
    ]);
    return rows.length > 0;
  }
}
