import { Injectable } from '@nestjs/common';
import { PublicNames } from '../../../people/volunteers';
import { type Transaction, UnitOfWork } from '../../../platform/data/database/unit-of-work';
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
  /** null without a score in the period, outside of the subtree, and for those who are not active. */
  readonly place: number | null;
  readonly score: number;
  /** How many have a score in the period and the subtree. */
  readonly rankedCount: number;
}

const column: Readonly<Record<RankMeasure, string>> = {
  SERVICE_MINUTES: 's.service_minutes',
  POINT_TENTHS: 's.point_tenths',
};

/**
 * Answers ranking questions from the folded scores. A district and a street, which may hold a million and ten thousands of
 * people, are answered from indexes of their own and a histogram; a smaller division by going through its people.
 */
@Injectable()
export class RankingReader {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly publicNames: PublicNames,
  ) {}

  /**
   * The first places. Shown are only adults (on `today`) whose consent to be shown is open; whose age is unknown is not
   * shown. Rule §2: minors never appear in a public ranking, and ranking is optional per person. A consent that was
   * withdrawn counts at once, a new one with the next fold.
   */
  async top(
    question: RankingQuestion,
    options: { readonly limit: number; readonly today: LocalDay },
    tx?: Transaction,
  ): Promise<readonly RankingLine[]> {
    const rows = await this.query<{ place: string; volunteerId: string; divisionName: string; score: string }>(
      topSql(question),
      [question.divisionPath, question.period, options.today, options.limit],
      tx,
    );
    const ids = rows.map((row) => row.volunteerId);
    const nameOf = await this.publicNames.of(ids, 'RANKING', tx);
    return rows.map(({ place, volunteerId, divisionName, score }) => ({
      place: Number(place),
      maskedName: nameOf(volunteerId).text,
      divisionName,
      score: Number(score),
    }));
  }

  /** A volunteer's own place, which nobody else sees; it needs no consent. */
  async rankOf(volunteerId: string, question: RankingQuestion, tx?: Transaction): Promise<OwnRank> {
    const sql = isWide(question.divisionPath) ? rankByHistogramSql(question) : rankByPeopleSql(question);
    const [row] = await this.query<{ score: string | null; hasPlace: boolean | null; ahead: string; ranked: string }>(
      sql,
      [question.divisionPath, question.period, volunteerId],
      tx,
    );
    return {
      place: row?.hasPlace === true ? Number(row.ahead) + 1 : null,
      score: Number(row?.score ?? 0),
      rankedCount: Number(row?.ranked ?? 0),
    };
  }

  private async query<Row>(sql: string, parameters: readonly unknown[], tx?: Transaction): Promise<Row[]> {
    return tx ? tx.query<Row>(sql, parameters) : this.unitOfWork.read<Row>(sql, parameters);
  }
}

/** How many levels a path has: 1 for a district, 2 for a street. */
function depthOf(divisionPath: string): number {
  return divisionPath.split('/').length - 2;
}

function isWide(divisionPath: string): boolean {
  return depthOf(divisionPath) <= 2;
}

/** Whoever belongs to the subtree $1. Below a street the prefix is written as a range: '0' follows '/' in the alphabet. */
function inSubtree(divisionPath: string): string {
  if (depthOf(divisionPath) === 1) return 's.district_path = $1';
  if (depthOf(divisionPath) === 2) return 's.street_path = $1';
  return `s.division_path >= $1 and s.division_path < (left($1, -1) || '0')`;
}

/**
 * $1 path, $2 period, $3 today, $4 limit. Goes down the index from the first place, as far as names are needed, and then
 * counts once for every score how many are ahead of it. A window over all of them would have to look at everybody who
 * shares the last score, and at a million people those are thousands.
 */
function topSql({ divisionPath, measure }: RankingQuestion): string {
  const ranked = `${inSubtree(divisionPath)} and s.period = $2 and s.is_ranked`;
  return `
    with shown as (
      select s.volunteer_id, ${column[measure]} as score, d.name as division_name
      from rank_score s
      join volunteer v on v.id = s.volunteer_id and v.status = 'ACTIVE'
      join division d on d.id = v.division_id
      where ${ranked} and ${column[measure]} > 0 and s.is_shown
        and v.birth_date < date_trunc('year', $3::date) - interval '18 years'
        and exists (
          select 1 from consent c
          where c.volunteer_id = v.id and c.purpose = 'RANKING_DISPLAY' and c.withdrawn_at is null)
      order by ${column[measure]} desc, s.volunteer_id limit $4
    ), placed as (
      select k.score, 1 + (select count(*) from rank_score s
          where ${ranked} and ${column[measure]} > 0 and ${column[measure]} > k.score) as place
      from (select distinct score from shown) k)
    select p.place, i.volunteer_id as "volunteerId", i.division_name as "divisionName", i.score
    from shown i join placed p on p.score = i.score
    order by i.score desc, i.volunteer_id`;
}

/** The volunteer's own row, and whether it has a place in the subtree. $1 path, $2 period, $3 volunteer. */
function mineSql(measure: RankMeasure): string {
  return `
    select ${column[measure]} as score, s.is_ranked and ${column[measure]} > 0 and starts_with(s.division_path, $1) as has_place
    from rank_score s where s.volunteer_id = $3 and s.period = $2`;
}

/**
 * Bands of 2^16 above the own one, then bands of 2^8 above the own one inside it, then scores above the own one inside
 * that: exact, and never more than some 600 rows.
 */
function rankByHistogramSql({ measure }: RankingQuestion): string {
  const people = (shift: number, condition: string): string =>
    `(select coalesce(sum(h.people), 0) from rank_histogram h
      where h.scope_path = $1 and h.period = $2 and h.measure = '${measure}' and h.shift = ${shift}${condition})`;
  return `
    with mine as (${mineSql(measure)})
    select m.score, m.has_place as "hasPlace", ${people(16, '')} as ranked,
      ${people(16, ' and h.band > m.score >> 16')}
      + ${people(8, ' and h.band > m.score >> 8 and h.band < ((m.score >> 16) + 1) << 8')}
      + ${people(0, ' and h.band > m.score and h.band < ((m.score >> 8) + 1) << 8')} as ahead
    from (select 1) one left join mine m on true`;
}

function rankByPeopleSql({ divisionPath, measure }: RankingQuestion): string {
  return `
    with mine as (${mineSql(measure)})
    select (select score from mine) as score, (select has_place from mine) as "hasPlace", count(*) as ranked,
      count(*) filter (where ${column[measure]} > (select score from mine)) as ahead
    from rank_score s
    where s.period = $2 and ${inSubtree(divisionPath)} and s.is_ranked and ${column[measure]} > 0`;
}
