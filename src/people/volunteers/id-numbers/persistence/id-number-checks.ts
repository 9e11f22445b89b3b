import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../../../platform/data/database/unit-of-work';

/** A number that somebody typed for a person, compared with the registered one. The number itself is not kept. */
export interface IdNumberCheck {
  readonly id: string;
  readonly volunteerId: string;
  readonly checkedBy: string;
  readonly isSame: boolean;
  readonly checkedAt: Date;
}

/** A number on a list, as blind indexes: of the number, and of its region and year of birth. */
export interface ListedNumber {
  readonly number: Buffer;
  readonly group: Buffer;
}

/**
 * Remembers who compared or listed ID numbers, for the limits that keep them from being found out by trying. In the database
 * and not in counters: a restart must not give anybody new tries.
 */
@Injectable()
export class IdNumberChecks {
  /** One comparison or list of an account after the other, until the end of the transaction. */
  async holdAccount(tx: Transaction, account: string): Promise<void> {
    await tx.query(`select pg_advisory_xact_lock(hashtextextended('id-numbers:' || $1, 0))`, [account]);
  }

  /** Wrong ones about a person, by anybody, since then. What a clock that was set back left in the future counts too. */
  async wrongAbout(tx: Transaction, volunteerId: string, since: Date): Promise<number> {
    return this.count(
      tx,
      'select count(*)::int as count from id_number_check where volunteer_id = $1 and not is_same and checked_at > $2',
      [volunteerId, since],
    );
  }

  /** All by an account since then. */
  async madeBy(tx: Transaction, account: string, since: Date): Promise<number> {
    return this.count(
      tx,
      'select count(*)::int as count from id_number_check where checked_by = $1 and checked_at > $2',
      [account, since],
    );
  }

  async insert(tx: Transaction, check: IdNumberCheck): Promise<void> {
    await tx.query(
      `insert into id_number_check (id, volunteer_id, checked_by, is_same, checked_at) values ($1, $2, $3, $4, $5)`,
      [check.id, check.volunteerId, check.checkedBy, check.isSame, check.checkedAt],
    );
  }

  /** Takes back what was noted at this very instant: a list that was refused told nothing. */
  async forgetListed(tx: Transaction, account: string, listed: readonly ListedNumber[], at: Date): Promise<void> {
    await tx.query(
      `delete from id_number_listed where listed_by = $1 and listed_at = $2 and number_index = any($3::bytea[])`,
      [account, at, listed.map(({ number }) => number)],
    );
  }

  /**
   * Notes what an account lists and forgets what it listed before `since`. The same number again is not counted again.
   *
   * @returns how many different numbers of one group the account has listed since then, of the largest group of these.
   */
  async noteListed(
    tx: Transaction,
    account: string,
    listed: readonly ListedNumber[],
    { since, at }: { readonly since: Date; readonly at: Date },
  ): Promise<number> {
    await tx.query('delete from id_number_listed where listed_by = $1 and listed_at <= $2', [account, since]);
    await tx.query(
      `insert into id_number_listed (listed_by, number_index, group_index, listed_at)
       select distinct on (n.number) $1, n.number, n."group", $4::timestamptz
       from unnest($2::bytea[], $3::bytea[]) n (number, "group")
       on conflict (listed_by, number_index) do nothing`,
      [account, listed.map(({ number }) => number), listed.map(({ group }) => group), at],
    );
    return this.count(
      tx,
      `select coalesce(max(g.count), 0)::int as count from (
         select count(*) from id_number_listed where listed_by = $1 and group_index = any($2::bytea[])
         group by group_index) g`,
      [account, [...new Map(listed.map(({ group }) => [group.toString('hex'), group])).values()]],
    );
  }

  private async count(tx: Transaction, sql: string, parameters: readonly unknown[]): Promise<number> {
    const [row] = await tx.query<{ count: number }>(sql, parameters);
    return row?.count ?? 0;
  }
}
