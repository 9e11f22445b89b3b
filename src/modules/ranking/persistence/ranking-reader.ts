import { Injectable } from '@nestjs/common';
import { maskName } from '../../volunteers';
import { type Transaction, UnitOfWork } from '../../../platform/database/unit-of-work';
import type { LocalDay } from '../../../kernel/local-day';

export const rankMeasures = ['SERVICE_MINUTES', 'POINT_TENTHS'] as const;
export type RankMeasure = (typeof rankMeasures)[number];

export interface RankingQuestion {
  /** Only volunteers whose division lies in this subtree. */
  readonly divisionPath: string;
  /** `YYYY-MM`, `YYYY` or `ALL`. */
  readonly period: string;
  readonly measure: RankMeasure;
}

export interface RankingLine {
  /** Equal scores share a place, and the next place is skipped. People who are not shown keep theirs. */
  readonly place: number;
  readonly maskedName: string;
  readonly divisionName: string;
  /** Minutes or tenths of a point. */
  readonly score: number;
}

export interface OwnRank {
  /** null without a score in the period. */
  readonly place: number | null;
  readonly score: number;
  /** How many have a score in the period and the subtree. */
  readonly rankedCount: number;
}

export interface DivisionMonthTotal {
  readonly divisionId: string;
  readonly divisionName: string;
  readonly month: string;
  readonly volunteerCount: number;
  readonly serviceMinutes: number;
  readonly trainingMinutes: number;
  readonly pointTenths: number;
}

const column: Readonly<Record<RankMeasure, string>> = {
  SERVICE_MINUTES: 's.service_minutes',
  POINT_TENTHS: 's.point_tenths',
};

/** Those who are ranked: active volunteers of a subtree with a score. $1 is the path, $2 the period. */
const ranked = `rank_score s
  join volunteer v on v.id = s.volunteer_id and v.status = 'ACTIVE'
  join division d on d.id = v.division_id and starts_with(d.path, $1)`;

/** Answers ranking questions from the folded scores. */
@Injectable()
export class RankingReader {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /**
   * The first places. Shown are only adults (on `today`) whose consent to be shown is open; whose age is unknown is not
   * shown. Rule §2: minors never appear in a public ranking, and ranking is optional per person.
   */
  async top(
    question: RankingQuestion,
    options: { readonly limit: number; readonly today: LocalDay },
    tx?: Transaction,
  ): Promise<readonly RankingLine[]> {
    const rows = await this.query<{ place: string; name: string | null; divisionName: string; score: string }>(
      `with placed as (
         select s.volunteer_id, v.name, v.birth_date, d.name as division_name, ${column[question.measure]} as score,
           rank() over (order by ${column[question.measure]} desc) as place
         from ${ranked} where s.period = $2 and ${column[question.measure]} > 0)
       select p.place, p.name, p.division_name as "divisionName", p.score from placed p
       where p.birth_date <= $3::date - interval '18 years' and exists (
         select 1 from consent c where c.volunteer_id = p.volunteer_id and c.purpose = 'RANKING_DISPLAY'
           and c.withdrawn_at is null)
       order by p.place, p.volunteer_id limit $4`,
      [question.divisionPath, question.period, options.today, options.limit],
      tx,
    );
    return rows.map(({ place, name, divisionName, score }) => ({
      place: Number(place),
      maskedName: maskName(name ?? ''),
      divisionName,
      score: Number(score),
    }));
  }

  /** A volunteer's own place, which nobody else sees; it needs no consent. */
  async rankOf(volunteerId: string, question: RankingQuestion, tx?: Transaction): Promise<OwnRank> {
    const measure = column[question.measure];
    const [row] = await this.query<{ score: string | null; ahead: string; ranked: string }>(
      `with mine as (
         select ${measure} as score from rank_score s where s.period = $2 and s.volunteer_id = $3)
       select (select score from mine) as score, count(*) as ranked,
         count(*) filter (where ${measure} > (select score from mine)) as ahead
       from ${ranked} where s.period = $2 and ${measure} > 0`,
      [question.divisionPath, question.period, volunteerId],
      tx,
    );
    const score = Number(row?.score ?? 0);
    const rankedCount = Number(row?.ranked ?? 0);
    return { place: score > 0 ? Number(row?.ahead ?? 0) + 1 : null, score, rankedCount };
  }

  /**
   * Sums by month (both inclusive, `YYYY-MM`) of a division and of each division right below it, by where volunteers
   * belong. A division's sum holds its whole subtree.
   */
  async totals(
    divisionId: string,
    months: { readonly from: string; readonly to: string },
    tx?: Transaction,
  ): Promise<readonly DivisionMonthTotal[]> {
    type Row = Readonly<
      Record<'divisionId' | 'divisionName' | 'month' | 'volunteers' | 'service' | 'training' | 'points', string>
    >;
    const rows = await this.query<Row>(
      `select t.id as "divisionId", t.name as "divisionName", s.period as month,
         count(*) filter (where s.service_minutes > 0 or s.training_minutes > 0) as volunteers,
         sum(s.service_minutes) as service, sum(s.training_minutes) as training, sum(s.point_tenths) as points
       from division t
       join division d on starts_with(d.path, t.path)
       join volunteer v on v.division_id = d.id
       join rank_score s on s.volunteer_id = v.id and length(s.period) = 7 and s.period between $2 and $3
       where t.id = $1 or t.parent_id = $1
       group by t.id, t.name, t.path, s.period order by length(t.path), t.path, s.period`,
      [divisionId, months.from, months.to],
      tx,
    );
    return rows.map((row) => ({
      divisionId: row.divisionId,
      divisionName: row.divisionName,
      month: row.month,
      volunteerCount: Number(row.volunteers),
      serviceMinutes: Number(row.service),
      trainingMinutes: Number(row.training),
      pointTenths: Number(row.points),
    }));
  }

  private async query<Row>(sql: string, parameters: readonly unknown[], tx?: Transaction): Promise<Row[]> {
    return tx ? tx.query<Row>(sql, parameters) : this.unitOfWork.read<Row>(sql, parameters);
  }
}
