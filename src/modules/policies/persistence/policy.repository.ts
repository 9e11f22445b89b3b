import { Injectable } from '@nestjs/common';
import type { LocalDay } from '../../../kernel/local-day';
import type { Transaction } from '../../../platform/database/unit-of-work';
import type { PolicyKindName } from '../policy-kind';

export interface NewPolicy {
  readonly id: string;
  readonly kind: PolicyKindName;
  readonly version: string;
  readonly divisionId: string | null;
  readonly effectiveFrom: LocalDay;
  readonly body: object;
  readonly createdBy: string;
  readonly createdAt: Date;
}

export interface CalendarDay {
  readonly day: LocalDay;
  readonly isWorking: boolean;
  readonly label: string;
  readonly source: string;
}

/** Appends policies and days. A policy is never changed: the database refuses it. */
@Injectable()
export class PolicyRepository {
  /** @returns the policy's version text where it was new, null where the kind already has this version. */
  async append(tx: Transaction, policy: NewPolicy): Promise<string | null> {
    const [row] = await tx.query<{ version: string }>(
      `insert into policy (id, kind, version, division_id, effective_from, body, created_by, created_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (kind, version) do nothing returning version`,
      [
        policy.id,
        policy.kind,
        policy.version,
        policy.divisionId,
        policy.effectiveFrom,
        JSON.stringify(policy.body),
        policy.createdBy,
        policy.createdAt,
      ],
    );
    return row?.version ?? null;
  }

  /** Whether the stored policy of this version says the same. */
  async says(tx: Transaction, kind: PolicyKindName, version: string, body: object): Promise<boolean> {
    const rows = await tx.query('select 1 from policy where kind = $1 and version = $2 and body = $3::jsonb', [
      kind,
      version,
      JSON.stringify(body),
    ]);
    return rows.length > 0;
  }

  /** What the table says about a year becomes exactly these days. */
  async replaceCalendarYear(tx: Transaction, year: number, days: readonly CalendarDay[]): Promise<void> {
    await tx.query(`select pg_advisory_xact_lock(hashtextextended('calendar/' || $1, 0))`, [String(year)]);
    await tx.query('delete from calendar_day where extract(year from day) = $1', [year]);
    await this.addCalendarDays(tx, days);
  }

  /** The days that come with the application, for years the table does not know: what somebody imported stays. */
  async seedCalendarDays(tx: Transaction, days: readonly CalendarDay[]): Promise<void> {
    const known = await tx.query<{ year: number }>(
      'select distinct extract(year from day)::int as year from calendar_day',
    );
    const years = new Set(known.map(({ year }) => year));
    await this.addCalendarDays(
      tx,
      days.filter(({ day }) => !years.has(Number(day.slice(0, 4)))),
    );
  }

  /** Adds days that are not in the table yet. */
  private async addCalendarDays(tx: Transaction, days: readonly CalendarDay[]): Promise<void> {
    await tx.query(
      `insert into calendar_day (day, is_working, label, source)
       select * from unnest($1::date[], $2::boolean[], $3::text[], $4::text[]) order by 1 on conflict do nothing`,
      [
        days.map(({ day }) => day),
        days.map(({ isWorking }) => isWorking),
        days.map(({ label }) => label),
        days.map(({ source }) => source),
      ],
    );
  }
}
