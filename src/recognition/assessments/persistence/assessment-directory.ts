import { Injectable } from '@nestjs/common';
import type { LocalDay } from '../../../kernel/local-day';
import { type Transaction, UnitOfWork } from '../../../platform/data/database/unit-of-work';
import { decodeCursor, limitOf, type Page, pageOf, type PageQuery } from '../../../platform/delivery/http/paging';
import { assessmentErrors } from '../errors';

export interface AssessmentView {
  readonly id: string;
  readonly appointmentId: string;
  readonly volunteerId: string;
  readonly assessedOn: LocalDay;
  readonly item: string;
  readonly scoreHundredths: number;
  readonly note: string | null;
  readonly recordedBy: string;
  /** ISO text. */
  readonly createdAt: string;
  readonly voidedAt: string | null;
  readonly voidReason: string | null;
  readonly version: number;
}

/** Which assessments a list shows; what is not given does not narrow it. */
export interface AssessmentFilter {
  readonly appointmentId?: string | undefined;
  /** The place of the office, with everything below it. */
  readonly divisionPath?: string | undefined;
  /** Local days of the assessment, both included. */
  readonly from?: LocalDay | undefined;
  readonly until?: LocalDay | undefined;
  readonly item?: string | undefined;
  readonly isVoided?: boolean | undefined;
}

type AssessmentRecord = Omit<AssessmentView, 'createdAt' | 'voidedAt'> & {
  readonly createdAt: Date;
  readonly voidedAt: Date | null;
};

/** Answers which assessments a head has. */
@Injectable()
export class AssessmentDirectory {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** @throws ASSESSMENT_UNKNOWN */
  async byId(id: string, tx?: Transaction): Promise<AssessmentView> {
    const [view] = await this.query('s.id = $1', [id], tx);
    if (!view) throw assessmentErrors.refuse('ASSESSMENT_UNKNOWN');
    return view;
  }

  /** All assessments of an appointment, the voided ones included, newest day first. */
  async ofAppointment(appointmentId: string): Promise<readonly AssessmentView[]> {
    return this.query('s.appointment_id = $1', [appointmentId]);
  }

  /** Those of offices below these paths, newest day first. */
  async inScopes(scopes: readonly string[], filter: AssessmentFilter, page: PageQuery): Promise<Page<AssessmentView>> {
    const { conditions, values } = conditionsOf(scopes, filter);
    const after = decodeCursor(page, 2);
    if (after) {
      values.push(...after);
      const [day, id] = [`$${String(values.length - 1)}`, `$${String(values.length)}`];
      conditions.push(`(s.assessed_on, s.id) < (${day}::date, ${id}::uuid)`);
    }
    const rows = await this.query(conditions.join(' and '), values, undefined, limitOf(page) + 1);
    return pageOf(
      rows,
      limitOf(page),
      (row) => [row.assessedOn, row.id],
      (row) => row,
    );
  }

  private async query(
    condition: string,
    parameters: readonly unknown[],
    tx?: Transaction,
    limit = 1000,
  ): Promise<AssessmentView[]> {
    const sql = `select s.id, s.appointment_id as "appointmentId", a.volunteer_id as "volunteerId",
        s.assessed_on::text as "assessedOn", s.item, s.score_hundredths as "scoreHundredths", s.note,
        s.recorded_by as "recordedBy", s.created_at as "createdAt", s.voided_at as "voidedAt",
        s.void_reason as "voidReason", s.version
      from assessment s join head_appointment a on a.id = s.appointment_id join division d on d.id = a.division_id
      where ${condition} order by s.assessed_on desc, s.id desc limit ${String(limit)}`;
    const rows = tx
      ? await tx.query<AssessmentRecord>(sql, parameters)
      : await this.unitOfWork.read<AssessmentRecord>(sql, parameters);
    return rows.map((row) => ({
      ...row,
      createdAt: row.createdAt.toISOString(),
      voidedAt: row.voidedAt?.toISOString() ?? null,
    }));
  }
}

/** Only what is asked stands in the statement, so that each filter finds its index. */
function conditionsOf(
  scopes: readonly string[],
  { appointmentId, divisionPath, from, until, item, isVoided }: AssessmentFilter,
): { readonly conditions: string[]; readonly values: unknown[] } {
  const values: unknown[] = [scopes];
  const conditions = [`exists (select 1 from unnest($1::text[]) scope where starts_with(d.path, scope))`];
  const where = (value: unknown, condition: (parameter: string) => string): void => {
    if (value === undefined) return;
    values.push(value);
    conditions.push(condition(`$${String(values.length)}`));
  };
  where(appointmentId, (id) => `s.appointment_id = ${id}::uuid`);
  where(divisionPath, (path) => `starts_with(d.path, ${path})`);
  where(from, (day) => `s.assessed_on >= ${day}::date`);
  where(until, (day) => `s.assessed_on <= ${day}::date`);
  where(item, (text) => `s.item = ${text}`);
  if (isVoided !== undefined) conditions.push(`s.voided_at is ${isVoided ? 'not ' : ''}null`);
  return { conditions, values };
}
