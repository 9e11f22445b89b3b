import { Injectable } from '@nestjs/common';
import type { LocalDay } from '../../../kernel/local-day';
import { type Transaction, UnitOfWork } from '../../../platform/data/database/unit-of-work';
import type { OpeningStatus } from './opening.repository';

export type OpeningObjectionStatus = 'OPEN' | 'UPHELD' | 'DISMISSED';

/** A line of old hours with where its import stands. */
export interface PublicOpeningRow {
  readonly id: string;
  readonly importId: string;
  readonly rowNumber: number;
  readonly volunteerId: string;
  readonly documentTitle: string;
  readonly kind: 'SERVICE' | 'TRAINING';
  readonly minutes: number;
  readonly grade: string;
  readonly servedOn: LocalDay;
  readonly servedTo: LocalDay;
  readonly divisionPath: string;
  readonly status: OpeningStatus;
  readonly submittedBy: string;
  readonly publicityUntil: Date | null;
  /** Somebody objects, or was right to. */
  readonly isHeld: boolean;
}

export interface OpeningObjection {
  readonly id: string;
  readonly rowId: string;
  readonly volunteerId: string;
  readonly status: OpeningObjectionStatus;
  readonly grounds: string;
  readonly evidence: string | null;
  readonly raisedBy: string;
  readonly raisedByVolunteerId: string;
  readonly raisedAt: Date;
  readonly answerUntil: Date;
  readonly answer: string | null;
  readonly answeredAt: Date | null;
}

/** An objection with the line it is about. */
export interface ListedOpeningObjection extends OpeningObjection {
  readonly importId: string;
  readonly documentTitle: string;
  readonly divisionPath: string;
  readonly submittedBy: string;
  readonly servedOn: LocalDay;
  readonly minutes: number;
}

const ROW = `w.id, w.import_id as "importId", w.row_number as "rowNumber", w.volunteer_id as "volunteerId",
  i.document_title as "documentTitle", w.kind, w.minutes, w.grade, w.served_on::text as "servedOn",
  coalesce(w.served_to, w.served_on)::text as "servedTo", d.path as "divisionPath", i.status,
  i.submitted_by as "submittedBy", i.publicity_until as "publicityUntil",
  opening_row_is_held(w.volunteer_id, w.id) as "isHeld"`;
const ROWS = 'opening_row w join opening_import i on i.id = w.import_id join division d on d.id = i.division_id';
const OBJECTION = `o.id, o.row_id as "rowId", o.volunteer_id as "volunteerId", o.status, o.grounds, o.evidence,
  o.raised_by as "raisedBy", o.raised_by_volunteer_id as "raisedByVolunteerId", o.raised_at as "raisedAt",
  o.answer_until as "answerUntil", o.answer, o.answered_at as "answeredAt"`;

/** Lines of old hours as they are made public, and what is objected to them. */
@Injectable()
export class OpeningObjectionRepository {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** A line; its import is held until the end of the transaction: nothing is posted meanwhile. */
  async holdRow(tx: Transaction, rowId: string): Promise<PublicOpeningRow | null> {
    const [held] = await tx.query<{ importId: string }>(
      `select i.id as "importId" from opening_import i
       where i.id = (select import_id from opening_row where id = $1) for update`,
      [rowId],
    );
    if (!held) return null;
    const [row] = await tx.query<PublicOpeningRow>(`select ${ROW} from ${ROWS} where w.import_id = $1 and w.id = $2`, [
      held.importId,
      rowId,
    ]);
    return row ?? null;
  }

  /**
   * Lines in publicity below a path, file by file. Left out are minors on `today` and people whose age nobody knows: they
   * are not even there under a masked name.
   */
  async inPublicity(
    path: string,
    today: LocalDay,
    after: readonly (string | number)[] | null,
    limit: number,
  ): Promise<readonly PublicOpeningRow[]> {
    return this.unitOfWork.read<PublicOpeningRow>(
      `select ${ROW} from ${ROWS} join volunteer v on v.id = w.volunteer_id
       where i.status = 'PUBLICITY' and starts_with(d.path, $1)
         and v.birth_date < date_trunc('year', $2::date) - interval '18 years'
         and ($3::uuid is null or (w.import_id, w.row_number) > ($3::uuid, $4::int))
       order by w.import_id, w.row_number limit $5`,
      [path, today, after?.[0] ?? null, after?.[1] ?? null, limit],
    );
  }

  /** All lines of one person that were approved, the newest first. */
  async ofVolunteer(volunteerId: string, before: string | null, limit: number): Promise<readonly PublicOpeningRow[]> {
    return this.unitOfWork.read<PublicOpeningRow>(
      `select ${ROW} from ${ROWS}
       where w.volunteer_id = $1 and i.status in ('PUBLICITY', 'POSTED', 'REVERSED') and ($2::uuid is null or w.id < $2)
       order by w.id desc limit $3`,
      [volunteerId, before, limit],
    );
  }

  async insert(tx: Transaction, objection: Omit<OpeningObjection, 'status' | 'answer' | 'answeredAt'>): Promise<void> {
    await tx.query(
      `insert into opening_objection (id, volunteer_id, row_id, raised_by, raised_by_volunteer_id, grounds, evidence,
         raised_at, answer_until, status)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'OPEN')`,
      [
        ...[objection.id, objection.volunteerId, objection.rowId, objection.raisedBy, objection.raisedByVolunteerId],
        ...[objection.grounds, objection.evidence, objection.raisedAt, objection.answerUntil],
      ],
    );
  }

  async isOpen(tx: Transaction, row: Pick<PublicOpeningRow, 'volunteerId' | 'id'>): Promise<boolean> {
    const rows = await tx.query(
      `select 1 from opening_objection where volunteer_id = $1 and row_id = $2 and status = 'OPEN'`,
      [row.volunteerId, row.id],
    );
    return rows.length > 0;
  }

  async rowOf(tx: Transaction, objectionId: string): Promise<string | null> {
    const [row] = await tx.query<{ rowId: string }>('select row_id as "rowId" from opening_objection where id = $1', [
      objectionId,
    ]);
    return row?.rowId ?? null;
  }

  /** The objection, held for update, or null. */
  async hold(tx: Transaction, id: string): Promise<OpeningObjection | null> {
    const rows = await tx.query<OpeningObjection>(
      `select ${OBJECTION} from opening_objection o where o.id = $1 for update`,
      [id],
    );
    return rows[0] ?? null;
  }

  async answer(
    tx: Transaction,
    id: string,
    answer: { readonly outcome: 'UPHELD' | 'DISMISSED'; readonly text: string; readonly by: string; readonly at: Date },
  ): Promise<void> {
    await tx.query(
      'update opening_objection set status = $2, answer = $3, answered_by = $4, answered_at = $5 where id = $1',
      [id, answer.outcome, answer.text, answer.by, answer.at],
    );
  }

  /** Below the paths, the one that waits longest first. */
  async page(question: {
    readonly scopes: readonly string[];
    readonly status: OpeningObjectionStatus | null;
    readonly after: readonly (string | number)[] | null;
    readonly limit: number;
  }): Promise<readonly ListedOpeningObjection[]> {
    const [afterTime, afterId] = question.after ?? [null, null];
    return this.unitOfWork.read<ListedOpeningObjection>(
      `select ${OBJECTION}, w.import_id as "importId", i.document_title as "documentTitle", d.path as "divisionPath",
         i.submitted_by as "submittedBy", w.served_on::text as "servedOn", w.minutes
       from opening_objection o join opening_row w on w.volunteer_id = o.volunteer_id and w.id = o.row_id
       join opening_import i on i.id = w.import_id join division d on d.id = i.division_id
       where exists (select 1 from unnest($1::text[]) s (path) where starts_with(d.path, s.path))
         and ($2::text is null or o.status = $2)
         and ($3::timestamptz is null or (o.raised_at, o.id) > ($3::timestamptz, $4::uuid))
       order by o.raised_at, o.id limit $5`,
      [question.scopes, question.status, afterTime, afterId, question.limit],
    );
  }
}
