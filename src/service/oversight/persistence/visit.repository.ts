import { Injectable } from '@nestjs/common';
import type { LocalDay } from '../../../kernel/local-day';
import { type Transaction, UnitOfWork } from '../../../platform/data/database/unit-of-work';
import type { StaffRegistration, VisitCause } from '../domain/plan-visits';

export type VisitDrawKind = 'DAY' | 'MONTH';
export const visitStatuses = ['WAITING', 'FOUND', 'NOT_FOUND'] as const;
export type VisitStatus = (typeof visitStatuses)[number];

export interface VisitDraw {
  readonly id: string;
  readonly kind: VisitDrawKind;
  readonly periodFrom: LocalDay;
  readonly seedHash: string;
  readonly seedCipher: Buffer;
  readonly committedAt: Date;
  /** null until it is drawn. */
  readonly seed: string | null;
  readonly candidateCount: number | null;
  readonly drawnAt: Date | null;
}

/** A registration that somebody goes to look at. */
export interface Visit {
  readonly id: string;
  readonly drawId: string;
  readonly volunteerId: string;
  readonly volunteerNo: string;
  readonly divisionId: string;
  readonly divisionName: string;
  readonly divisionPath: string;
  readonly cause: VisitCause;
  readonly registeredBy: string;
  readonly registeredAt: Date;
  readonly drawnAt: Date;
  readonly status: VisitStatus;
  readonly visitedOn: LocalDay | null;
  readonly note: string | null;
}

const DRAW = `id, kind, period_from::text as "periodFrom", seed_hash as "seedHash", seed_cipher as "seedCipher",
  committed_at as "committedAt", seed, candidate_count as "candidateCount", drawn_at as "drawnAt"`;
const VISIT = `t.id, t.draw_id as "drawId", t.volunteer_id as "volunteerId", v.volunteer_no as "volunteerNo",
  v.division_id as "divisionId", d.name as "divisionName", d.path as "divisionPath", c.cause,
  t.registered_by as "registeredBy", t.registered_at as "registeredAt", t.drawn_at as "drawnAt", t.status,
  t.visited_on::text as "visitedOn", t.note`;
const VISITS = `registration_visit t join visit_candidate c on c.draw_id = t.draw_id and c.volunteer_id = t.volunteer_id
  join volunteer v on v.id = t.volunteer_id join division d on d.id = v.division_id`;

/** Keeps draws of registrations, who could be drawn, and what the visits found. */
@Injectable()
export class VisitRepository {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** The last day that has a draw, or null. */
  async lastDay(): Promise<LocalDay | null> {
    const [row] = await this.unitOfWork.read<{ day: LocalDay | null }>(
      `select max(period_from)::text as day from visit_draw where kind = 'DAY'`,
    );
    return row?.day ?? null;
  }

  /** A draw of a period that has one stays as it is. */
  async commit(
    tx: Transaction,
    draw: Pick<VisitDraw, 'id' | 'kind' | 'periodFrom' | 'seedHash' | 'seedCipher' | 'committedAt'>,
  ): Promise<void> {
    await tx.query(
      `insert into visit_draw (id, kind, period_from, seed_hash, seed_cipher, committed_at) values ($1, $2, $3, $4, $5, $6)
       on conflict (kind, period_from) do nothing`,
      [draw.id, draw.kind, draw.periodFrom, draw.seedHash, draw.seedCipher, draw.committedAt],
    );
  }

  async isCommitted(kind: VisitDrawKind, periodFrom: LocalDay): Promise<boolean> {
    const rows = await this.unitOfWork.read('select 1 from visit_draw where kind = $1 and period_from = $2', [
      ...[kind, periodFrom],
    ]);
    return rows.length > 0;
  }

  /** Draws of periods that are over, days before months. */
  async due(today: LocalDay): Promise<readonly string[]> {
    const rows = await this.unitOfWork.read<{ id: string }>(
      `select id from visit_draw where seed is null and period_from < case kind
         when 'DAY' then $1::date else date_trunc('month', $1::date) end
       order by kind, period_from`,
      [today],
    );
    return rows.map(({ id }) => id);
  }

  /** The draw, held until the end of the transaction, or null. */
  async hold(tx: Transaction, id: string): Promise<VisitDraw | null> {
    const rows = await tx.query<VisitDraw>(`select ${DRAW} from visit_draw where id = $1 for update`, [id]);
    return rows[0] ?? null;
  }

  /** Whom staff registered between two instants and who is still there. */
  async registrations(tx: Transaction, from: Date, until: Date): Promise<readonly Omit<StaffRegistration, 'limits'>[]> {
    return tx.query<Omit<StaffRegistration, 'limits'>>(
      `select v.id as "volunteerId", v.division_id as "divisionId", v.registered_by as "registeredBy",
         case when v.phone_index is null then 0 else (
           select count(*)::int from volunteer o where o.phone_index = v.phone_index and o.status <> 'CLOSED') end
           as "phonePeople",
         exists (select 1 from registration_visit t where t.volunteer_id = v.id) as "isDrawn"
       from volunteer v
       where v.registration_channel <> 'SELF' and v.registered_at >= $1 and v.registered_at < $2
         and v.status <> 'CLOSED' and account_of(v.registered_by) is not null
         and not exists (select 1 from volunteer_link l where l.merged_volunteer_id = v.id)
       order by v.id`,
      [from, until],
    );
  }

  /** What tells the persons of accounts. */
  async marksOf(tx: Transaction, accounts: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
    const rows = await tx.query<{ account: string; marks: readonly string[] }>(
      'select a as account, registrar_marks(a) as marks from unnest($1::text[]) a order by a',
      [accounts],
    );
    return new Map(rows.map(({ account, marks }) => [account, marks]));
  }

  async publish(
    tx: Transaction,
    draw: Pick<VisitDraw, 'id'> & { readonly seed: string; readonly drawnAt: Date },
    candidates: readonly {
      readonly volunteerId: string;
      readonly groupNo: number;
      readonly sampleSize: number;
      readonly cause: VisitCause;
    }[],
    visits: readonly { readonly id: string; readonly volunteerId: string }[],
  ): Promise<void> {
    await tx.query('update visit_draw set seed = $2, candidate_count = $3, drawn_at = $4 where id = $1', [
      ...[draw.id, draw.seed, candidates.length, draw.drawnAt],
    ]);
    await tx.query(
      `insert into visit_candidate (draw_id, volunteer_id, group_no, sample_size, cause)
       select $1, c."volunteerId", c."groupNo", c."sampleSize", c.cause
       from jsonb_to_recordset($2::jsonb) c ("volunteerId" uuid, "groupNo" int, "sampleSize" int, cause text)`,
      [draw.id, JSON.stringify(candidates)],
    );
    await tx.query(
      `insert into registration_visit (id, draw_id, volunteer_id, registered_by, registered_at, drawn_at, status)
       select n.id, $1, v.id, v.registered_by, v.registered_at, $3, 'WAITING'
       from jsonb_to_recordset($2::jsonb) n (id uuid, "volunteerId" uuid) join volunteer v on v.id = n."volunteerId"`,
      [draw.id, JSON.stringify(visits), draw.drawnAt],
    );
  }

  /** The visit, held until the end of the transaction, or null. */
  async holdVisit(tx: Transaction, id: string): Promise<Visit | null> {
    const rows = await tx.query<Visit>(`select ${VISIT} from ${VISITS} where t.id = $1 for update of t`, [id]);
    return rows[0] ?? null;
  }

  async record(
    tx: Transaction,
    id: string,
    result: {
      readonly status: 'FOUND' | 'NOT_FOUND';
      readonly visitedOn: LocalDay;
      readonly note: string;
      readonly by: string;
      readonly at: Date;
    },
  ): Promise<void> {
    await tx.query(
      `update registration_visit set status = $2, visited_on = $3, note = $4, recorded_by = $5, recorded_at = $6
       where id = $1`,
      [id, result.status, result.visitedOn, result.note, result.by, result.at],
    );
  }

  /** Below the paths, drawn first first. */
  async page(question: {
    readonly scopes: readonly string[];
    /** Only below this place; null: everywhere. */
    readonly divisionPath: string | null;
    readonly status: VisitStatus | null;
    readonly after: readonly (string | number)[] | null;
    readonly limit: number;
  }): Promise<readonly Visit[]> {
    const [afterTime, afterId] = question.after ?? [null, null];
    return this.unitOfWork.read<Visit>(
      `select ${VISIT} from ${VISITS}
       where exists (select 1 from unnest($1::text[]) s (path) where starts_with(d.path, s.path))
         and ($2::text is null or starts_with(d.path, $2)) and ($3::text is null or t.status = $3)
         and ($4::timestamptz is null or (t.drawn_at, t.id) > ($4::timestamptz, $5::uuid))
       order by t.drawn_at, t.id limit $6`,
      [question.scopes, question.divisionPath, question.status, afterTime, afterId, question.limit],
    );
  }

  /** Newest first. */
  async draws(after: readonly (string | number)[] | null, limit: number): Promise<readonly VisitDraw[]> {
    const [afterTime, afterId] = after ?? [null, null];
    return this.unitOfWork.read<VisitDraw>(
      `select ${DRAW} from visit_draw
       where $1::timestamptz is null or (committed_at, id) < ($1::timestamptz, $2::uuid)
       order by committed_at desc, id desc limit $3`,
      [afterTime, afterId, limit],
    );
  }
}
