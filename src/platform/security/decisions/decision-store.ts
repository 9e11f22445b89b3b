import { Injectable } from '@nestjs/common';
import { type Transaction, UnitOfWork, violatedConstraint } from '../../data/database/unit-of-work';
import { decisionErrors } from './decision-errors';
import type { DecisionOutcome, DecisionRequest, NewDecision } from './decision-request';

export type StoredDecision = Omit<NewDecision<unknown>, 'expiresAt'> & {
  readonly id: string;
  readonly askedBy: string;
  readonly askedAt: Date;
  readonly expiresAt: Date | null;
};

export interface DecisionFilter {
  /** Paths of the places; a request of any place inside is listed. */
  readonly scopes: readonly { readonly kind: string; readonly path: string }[];
  readonly askedBy: string | null;
  readonly isWaiting: boolean;
  readonly kind: string | null;
  readonly before: string | null;
  readonly limit: number;
}

const COLUMNS = `
  r.id, r.kind, r.division_id as "divisionId", v.path as "divisionPath", r.payload, r.subject_id as "subjectId",
  r.concerned, r.hands, r.began_at as "beganAt", r.reason, r.evidence, r.asked_by as "askedBy", r.asked_at as "askedAt",
  r.expires_at as "expiresAt", d.outcome, d.decided_by as "decidedBy", d.decided_at as "decidedAt",
  d.reason as "decisionReason"`;
const JOINED = 'join division v on v.id = r.division_id left join decision d on d.request_id = r.id';
const FROM = `decision_request r ${JOINED}`;
const FROM_WAITING = `decision_waiting w join decision_request r on r.id = w.request_id ${JOINED}`;

/** Keeps what is asked and what is decided: both are facts. */
@Injectable()
export class DecisionStore {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** @throws DECISION_PENDING where one of the kind about the same waits. */
  async ask(tx: Transaction, asked: StoredDecision): Promise<void> {
    await tx.query(
      `insert into decision_request (id, kind, division_id, payload, subject_id, concerned, hands, began_at, reason, evidence,
         asked_by, asked_at, expires_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
      [
        ...[asked.id, asked.kind, asked.divisionId, JSON.stringify(asked.payload), asked.subjectId ?? null],
        ...[asked.concerned ?? [], asked.hands ?? [], asked.beganAt ?? asked.askedAt, asked.reason],
        ...[JSON.stringify(asked.evidence ?? []), asked.askedBy, asked.askedAt, asked.expiresAt],
      ],
    );
    const waiting = await tx.query(
      'insert into decision_waiting (request_id, kind, about) values ($1, $2, $3) on conflict do nothing returning 1',
      [asked.id, asked.kind, asked.about ?? asked.subjectId ?? asked.id],
    );
    if (waiting.length === 0) throw decisionErrors.refuse('DECISION_PENDING');
  }

  /** A request, held until the end of the transaction: two who decide at once wait for each other. */
  async hold(tx: Transaction, id: string): Promise<DecisionRequest | null> {
    // Facts cannot be locked by who may not change them; the row that goes with the decision can.
    await tx.query('select 1 from decision_waiting where request_id = $1 for update', [id]);
    return this.find(id, tx);
  }

  /** What waits about something, held likewise; null where nothing does. */
  async holdAbout(tx: Transaction, kind: string, about: string): Promise<DecisionRequest | null> {
    const [waiting] = await tx.query<{ id: string }>(
      'select request_id as id from decision_waiting where kind = $1 and about = $2 for update',
      [kind, about],
    );
    return waiting ? this.find(waiting.id, tx) : null;
  }

  /** What waits and was asked by somebody, held likewise. */
  async holdAskedBy(tx: Transaction, askedBy: string): Promise<readonly DecisionRequest[]> {
    const waiting = await tx.query<{ id: string }>(
      `select w.request_id as id from decision_waiting w join decision_request r on r.id = w.request_id
       where r.asked_by = $1 order by w.request_id for update of w`,
      [askedBy],
    );
    return tx.query<DecisionRequest>(`select ${COLUMNS} from ${FROM} where r.id = any ($1) order by r.id`, [
      waiting.map(({ id }) => id),
    ]);
  }

  async find(id: string, tx?: Transaction): Promise<DecisionRequest | null> {
    const sql = `select ${COLUMNS} from ${FROM} where r.id = $1`;
    const [row] = tx
      ? await tx.query<DecisionRequest>(sql, [id])
      : await this.unitOfWork.read<DecisionRequest>(sql, [id]);
    return row ?? null;
  }

  /** Notes the decision; what waits is gone with it. @throws DECISION_MADE */
  async decide(
    tx: Transaction,
    request: DecisionRequest,
    decision: { outcome: DecisionOutcome; reason: string | null; by: string; at: Date },
  ): Promise<void> {
    try {
      await tx.query(
        `insert into decision (request_id, outcome, reason, decided_by, decided_at) values ($1, $2, $3, $4, $5)`,
        [request.id, decision.outcome, decision.reason, decision.by, decision.at],
      );
    } catch (error) {
      if (violatedConstraint(error) === 'decision_pkey') throw decisionErrors.refuse('DECISION_MADE');
      throw error;
    }
    await tx.query('delete from decision_waiting where request_id = $1', [request.id]);
  }

  /** Newest first. Waiting ones come from the small table of what waits. */
  async list(filter: DecisionFilter): Promise<readonly DecisionRequest[]> {
    return this.unitOfWork.read<DecisionRequest>(
      `select ${COLUMNS} from ${filter.isWaiting ? FROM_WAITING : FROM}
       where (r.asked_by = $1 or exists (
           select 1 from unnest($2::text[], $3::text[]) s (kind, path) where s.kind = r.kind and v.path like s.path || '%'))
         and ($4::text is null or r.kind = $4) and ($5::uuid is null or r.id < $5)
       order by r.id desc limit $6`,
      [
        filter.askedBy,
        filter.scopes.map(({ kind }) => kind),
        filter.scopes.map(({ path }) => path),
        filter.kind,
        filter.before,
        filter.limit,
      ],
    );
  }

  /** Ids of what is past its term. */
  async lapsed(now: Date, limit: number): Promise<readonly string[]> {
    const rows = await this.unitOfWork.read<{ id: string }>(
      `select r.id from decision_waiting w join decision_request r on r.id = w.request_id
       where r.expires_at <= $1 order by r.id limit $2`,
      [now, limit],
    );
    return rows.map(({ id }) => id);
  }
}
