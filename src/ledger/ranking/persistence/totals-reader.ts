import { Injectable } from '@nestjs/common';
import { type Transaction, UnitOfWork } from '../../../platform/data/database/unit-of-work';

export interface DivisionMonthTotal {
  readonly divisionId: string;
  readonly divisionName: string;
  readonly month: string;
  readonly volunteerCount: number;
  readonly serviceMinutes: number;
  readonly trainingMinutes: number;
  readonly pointTenths: number;
}

export const activityGroups = ['DIVISION', 'TEAM', 'CATEGORY', 'MONTH'] as const;
export type ActivityGroup = (typeof activityGroups)[number];

export interface ActivityTotal {
  /** Id of the issuing division or of the team, the category's code, or the month; null for what had no activity. */
  readonly key: string | null;
  /** Name of the division or team; null where the key says it all. */
  readonly name: string | null;
  readonly serviceMinutes: number;
  readonly trainingMinutes: number;
  readonly pointTenths: number;
  /** Entries of the ledger behind the sums, reversals included. */
  readonly entryCount: number;
}

/** Months, both inclusive, `YYYY-MM`. */
export interface MonthSpan {
  readonly from: string;
  readonly to: string;
}

/** Answers totals from the folded sums. */
@Injectable()
export class TotalsReader {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /**
   * Sums by month of a division and of each division right below it, by where volunteers belong. A division's sum holds its
   * whole subtree.
   */
  async byResidence(divisionId: string, months: MonthSpan, tx?: Transaction): Promise<readonly DivisionMonthTotal[]> {
    type Row = Readonly<
      Record<'divisionId' | 'divisionName' | 'month' | 'volunteers' | 'service' | 'training' | 'points', string>
    >;
    const rows = await this.query<Row>(
      `select d.id as "divisionId", d.name as "divisionName", t.period as month, t.volunteer_count as volunteers,
         t.service_minutes as service, t.training_minutes as training, t.point_tenths as points
       from division d
       join division_total t on t.division_path = d.path and length(t.period) = 7 and t.period between $2 and $3
       where d.id = $1 or d.parent_id = $1 order by length(d.path), d.path, t.period`,
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

  /** Sums of what the divisions of a subtree issued in these months, the largest service first (months in order). */
  async byActivity(
    divisionPath: string,
    months: MonthSpan,
    group: ActivityGroup,
    tx?: Transaction,
  ): Promise<readonly ActivityTotal[]> {
    type Row = Readonly<Record<'service' | 'training' | 'points' | 'entries', string>> & {
      readonly key: string | null;
      readonly name: string | null;
    };
    const { key, name, join } = groupSql[group];
    const rows = await this.query<Row>(
      `select ${key}::text as key, ${name} as name,
         coalesce(sum(t.amount) filter (where t.account_kind = 'SERVICE_MINUTES'), 0) as service,
         coalesce(sum(t.amount) filter (where t.account_kind = 'TRAINING_MINUTES'), 0) as training,
         coalesce(sum(t.amount) filter (where t.account_kind = 'POINT_TENTHS'), 0) as points,
         sum(t.entry_count) as entries
       from activity_total t join division i on i.id = t.division_id and starts_with(i.path, $1) ${join}
       where t.month between $2 and $3 group by 1, 2
       order by ${group === 'MONTH' ? '1' : '3 desc, 5 desc, 1'}`,
      [divisionPath, months.from, months.to],
      tx,
    );
    return rows.map((row) => ({
      key: row.key,
      name: row.name,
      serviceMinutes: Number(row.service),
      trainingMinutes: Number(row.training),
      pointTenths: Number(row.points),
      entryCount: Number(row.entries),
    }));
  }

  private async query<Row>(sql: string, parameters: readonly unknown[], tx?: Transaction): Promise<Row[]> {
    return tx ? tx.query<Row>(sql, parameters) : this.unitOfWork.read<Row>(sql, parameters);
  }
}

const groupSql: Readonly<
  Record<ActivityGroup, { readonly key: string; readonly name: string; readonly join: string }>
> = {
  DIVISION: { key: 'i.id', name: 'i.name', join: '' },
  TEAM: { key: 't.team_id', name: 'team.name', join: 'left join team on team.id = t.team_id' },
  CATEGORY: { key: 't.category', name: 'null::text', join: '' },
  MONTH: { key: 't.month', name: 'null::text', join: '' },
};
