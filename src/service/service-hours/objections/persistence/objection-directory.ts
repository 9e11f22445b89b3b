import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../../../platform/data/database/unit-of-work';

export interface ObjectionRow {
  readonly id: string;
  readonly recordId: string;
  readonly volunteerId: string;
  readonly activityTitle: string;
  readonly servedOn: string;
  readonly status: string;
  readonly grounds: string;
  readonly evidence: string | null;
  readonly channel: string | null;
  readonly raisedAt: Date;
  readonly answerUntil: Date | null;
  readonly answer: string | null;
  readonly answeredAt: Date | null;
}

/** An objection with what says who may answer it. */
export interface AnswerableObjection extends ObjectionRow {
  readonly raisedBy: string;
  readonly divisionId: string;
  readonly teamId: string;
  readonly shiftId: string;
  readonly startsAt: Date;
  readonly recordedBy: readonly string[];
}

/** Reads objections. */
@Injectable()
export class ObjectionDirectory {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Below these paths, the most urgent first, limit + 1 rows. */
  async page(question: {
    readonly scopes: readonly string[];
    readonly status: string | null;
    /** Only the ones of this volunteer. */
    readonly raisedBy: string | null;
    readonly after: readonly (string | number)[] | null;
    readonly limit: number;
  }): Promise<readonly AnswerableObjection[]> {
    const [afterTime, afterId] = question.after ?? [null, null];
    return this.unitOfWork.read<AnswerableObjection>(
      `select o.id, o.record_id as "recordId", r.volunteer_id as "volunteerId", r.activity_title as "activityTitle",
         r.served_on::text as "servedOn", o.status, o.grounds, o.evidence, o.channel, o.raised_at as "raisedAt",
         o.answer_until as "answerUntil", o.answer, o.answered_at as "answeredAt", o.raised_by as "raisedBy",
         r.division_id as "divisionId", r.team_id as "teamId", r.shift_id as "shiftId", r.starts_at as "startsAt",
         r.recorded_by as "recordedBy"
       from record_objection o join service_record r on r.id = o.record_id join division d on d.id = r.division_id
       where exists (select 1 from unnest($1::text[]) scope where starts_with(d.path, scope))
         and ($2::text is null or o.status = $2) and ($3::uuid is null or o.raised_by_volunteer_id = $3)
         and ($4::timestamptz is null or (o.raised_at, o.id) > ($4::timestamptz, $5::uuid))
       order by o.raised_at, o.id limit $6`,
      [question.scopes, question.status, question.raisedBy, afterTime, afterId, question.limit + 1],
    );
  }
}
