import { Injectable } from '@nestjs/common';
import { type Transaction, UnitOfWork } from '../../../platform/data/database/unit-of-work';
import type { SignalKind } from '../domain/signals';
import type { FoundSignal } from './signal-facts';

export interface Signal {
  readonly id: string;
  readonly kind: SignalKind;
  readonly divisionId: string;
  readonly divisionPath: string;
  readonly divisionName: string;
  readonly evidence: Readonly<Record<string, unknown>>;
  readonly raisedAt: Date;
  readonly status: 'OPEN' | 'HARMLESS' | 'CONFIRMED';
  readonly decisionReason: string | null;
}

const columns = `s.id, s.kind, s.division_id as "divisionId", d.path as "divisionPath", d.name as "divisionName",
  s.evidence, s.raised_at as "raisedAt", s.status, s.decision_reason as "decisionReason"`;

/** Keeps signals: each is raised once per fact. */
@Injectable()
export class SignalRepository {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** @returns how many are new. */
  async raise(tx: Transaction, signals: readonly (FoundSignal & { readonly id: string })[], at: Date): Promise<number> {
    if (signals.length === 0) return 0;
    const rows = await tx.query(
      `insert into review_signal (id, kind, subject_key, division_id, evidence, raised_at, status)
       select n.id, n.kind, n."subjectKey", n."divisionId", n.evidence, $2, 'OPEN'
       from jsonb_to_recordset($1::jsonb) n (id uuid, kind text, "subjectKey" text, "divisionId" uuid, evidence jsonb)
       order by n.kind, n."subjectKey" on conflict on constraint review_signal_once do nothing returning 1`,
      [JSON.stringify(signals), at],
    );
    return rows.length;
  }

  /** The signal, held for update, or null. */
  async hold(tx: Transaction, id: string): Promise<Signal | null> {
    const rows = await tx.query<Signal>(
      `select ${columns} from review_signal s join division d on d.id = s.division_id where s.id = $1 for update of s`,
      [id],
    );
    return rows[0] ?? null;
  }

  async decide(
    tx: Transaction,
    id: string,
    decision: {
      readonly status: 'HARMLESS' | 'CONFIRMED';
      readonly by: string;
      readonly reason: string;
      readonly at: Date;
    },
  ): Promise<void> {
    await tx.query(
      'update review_signal set status = $2, decided_by = $3, decision_reason = $4, decided_at = $5 where id = $1',
      [id, decision.status, decision.by, decision.reason, decision.at],
    );
  }

  /** Below these paths, oldest first, limit + 1 rows. */
  async page(question: {
    readonly scopes: readonly string[];
    readonly status: string | null;
    readonly kind: string | null;
    readonly after: readonly (string | number)[] | null;
    readonly limit: number;
  }): Promise<readonly Signal[]> {
    const [afterTime, afterId] = question.after ?? [null, null];
    return this.unitOfWork.read<Signal>(
      `select ${columns} from review_signal s join division d on d.id = s.division_id
       where exists (select 1 from unnest($1::text[]) scope where starts_with(d.path, scope))
         and ($2::text is null or s.status = $2) and ($3::text is null or s.kind = $3)
         and ($4::timestamptz is null or (s.raised_at, s.id) > ($4::timestamptz, $5::uuid))
       order by s.raised_at, s.id limit $6`,
      [question.scopes, question.status, question.kind, afterTime, afterId, question.limit + 1],
    );
  }
}
