import { Injectable } from '@nestjs/common';
import type { LocalDay } from '../../../kernel/local-day';
import { type Transaction, UnitOfWork } from '../../../platform/data/database/unit-of-work';
import { policyErrors } from '../errors';
import type { PolicyHead, PolicyKind, PolicyKindName } from '../policy-kind';

export interface EffectivePolicy<Body = unknown> {
  readonly version: string;
  readonly body: Body;
}

export interface PolicyView {
  readonly id: string;
  readonly kind: PolicyKindName;
  readonly version: string;
  /** null for the default of the whole system. */
  readonly divisionId: string | null;
  readonly effectiveFrom: LocalDay;
  readonly body: Readonly<Record<string, unknown>>;
  readonly createdBy: string;
  readonly createdAt: Date;
}

const columns = `p.id, p.kind, p.version, p.division_id as "divisionId", p.effective_from::text as "effectiveFrom", p.body,
  p.created_by as "createdBy", p.created_at as "createdAt"`;

/** Answers which version of a rule is in force; the read port for the other modules. */
@Injectable()
export class PolicyDirectory {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /**
   * The policy in force at a place on a day: the nearest division upwards that has one in force wins over the default;
   * of its versions the one that began last, and of those that began on one day the one published last.
   *
   * @throws POLICY_MISSING
   */
  async effective(
    kind: PolicyKindName,
    divisionPath: string,
    day: LocalDay,
    tx?: Transaction,
  ): Promise<EffectivePolicy> {
    const [policy] = await this.query<EffectivePolicy>(
      `select p.version, p.body from policy p left join division d on d.id = p.division_id
       where p.kind = $1 and p.effective_from <= $3::date
         and (p.division_id is null or starts_with($2, d.path))
       order by length(d.path) desc nulls last, p.effective_from desc, p.created_at desc, p.id desc limit 1`,
      [kind, divisionPath, day],
      tx,
    );
    if (!policy) throw policyErrors.refuse('POLICY_MISSING', { details: { kind, day } });
    return policy;
  }

  /** As `effective`, read by the schema of its kind. @throws POLICY_MISSING */
  async effectiveAs<Body extends PolicyHead>(
    kind: PolicyKind<Body>,
    divisionPath: string,
    day: LocalDay,
    tx?: Transaction,
  ): Promise<EffectivePolicy<Body>> {
    const policy = await this.effective(kind.name, divisionPath, day, tx);
    return { version: policy.version, body: kind.schema.parse(policy.body) };
  }

  /** A version, whatever day it is in force from. @throws POLICY_MISSING */
  async versionAs<Body extends PolicyHead>(kind: PolicyKind<Body>, version: string, tx?: Transaction): Promise<Body> {
    const [policy] = await this.query<{ body: unknown }>(
      'select body from policy where kind = $1 and version = $2',
      [kind.name, version],
      tx,
    );
    if (!policy) throw policyErrors.refuse('POLICY_MISSING', { details: { kind: kind.name, version } });
    return kind.schema.parse(policy.body);
  }

  /** All versions, optionally of one kind, the latest first. They are few: a version is a decision of a street. */
  async list(kind?: PolicyKindName): Promise<readonly PolicyView[]> {
    return this.query<PolicyView>(
      `select ${columns} from policy p where $1::text is null or p.kind = $1
       order by p.kind, p.effective_from desc, p.created_at desc, p.id desc limit 1000`,
      [kind ?? null],
    );
  }

  private async query<Row>(sql: string, parameters: readonly unknown[], tx?: Transaction): Promise<Row[]> {
    return tx ? tx.query<Row>(sql, parameters) : this.unitOfWork.read<Row>(sql, parameters);
  }
}
