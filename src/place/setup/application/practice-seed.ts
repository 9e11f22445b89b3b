import { Injectable } from '@nestjs/common';
import { Client } from 'pg';
import { Clock } from '../../../platform/foundation/clock/clock';
import { Runtime } from '../../../platform/foundation/config/runtime';
import { UnitOfWork } from '../../../platform/data/database/unit-of-work';
import { InstallationMode } from '../../../platform/data/installation';
import { SetupCodes } from './setup-codes';

/** Held by whoever writes the year, for as long as the connection lives: who dies lets go of it. */
const SEEDING_LOCK = 7_230_112_240;

/** An account of a practice installation. Its password is no secret. */
export interface PracticeAccount {
  /** Chinese: what the account is. */
  readonly role: string;
  /** The person's name. */
  readonly name: string;
  /** null: signs in by a code sent to the phone. */
  readonly username: string | null;
  readonly password: string | null;
  readonly phone: string | null;
  /** Chinese: what is worth trying first. */
  readonly tip: string;
}

export interface SeedProgress {
  readonly percent: number;
  /** What is being written, Chinese. */
  readonly step: string;
  readonly isFinished: boolean;
  /** False where whoever wrote it is gone. */
  readonly isRunning: boolean;
}

/** What the writer of the year says on its way. */
export interface SeedReport {
  reach(percent: number, step: string): void;
}

/** The choice of practice, and how far its year is written. */
@Injectable()
export class PracticeSeed {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly runtime: Runtime,
    private readonly mode: InstallationMode,
    private readonly codes: SetupCodes,
    private readonly clock: Clock,
  ) {}

  /**
   * Chooses practice; with `wantsYear` nobody gets in before the year is written.
   *
   * @throws INSTALLATION_CHOSEN
   */
  async choose(choice: { through: 'PAGE' | 'COMMAND'; streetName: string; wantsYear: boolean }): Promise<void> {
    await this.unitOfWork.run(async (tx) => {
      await this.mode.choose(tx, { mode: 'PRACTICE', streetName: choice.streetName, through: choice.through });
      await this.codes.voidAll(tx);
      if (choice.wantsYear) await tx.query(`insert into practice_seed (step) values ('马上开始')`);
    });
  }

  /** How far the year is; null where none is wanted. */
  async progress(): Promise<SeedProgress | null> {
    const [row] = await this.unitOfWork.read<SeedProgress>(
      `select percent, step, finished_at is not null as "isFinished", exists (
         select 1 from pg_locks where locktype = 'advisory' and granted
           and database = (select oid from pg_database where datname = current_database())
           and (classid::bigint << 32) + objid::bigint = $1) as "isRunning"
       from practice_seed`,
      [SEEDING_LOCK],
    );
    return row ?? null;
  }

  /**
   * Runs `write`, keeping its progress for everybody who asks.
   *
   * @returns false, and nothing is done, where another process is at it or it is done.
   */
  async write(write: (report: SeedReport) => Promise<readonly PracticeAccount[]>): Promise<boolean> {
    const holder = new Client(this.runtime.databaseUrl);
    await holder.connect();
    try {
      const lock = await holder.query<{ held: boolean }>('select pg_try_advisory_lock($1) as held', [SEEDING_LOCK]);
      const progress = await this.progress();
      if (lock.rows[0]?.held !== true || progress?.isFinished !== false) return false;
      const keep = new ProgressKeeper((percent, step) => this.keep(percent, step));
      const accounts = await write(keep);
      await keep.settled();
      await this.nameAccounts(accounts);
      await this.unitOfWork.run((tx) =>
        tx.query(`update practice_seed set percent = 100, step = '准备好了', finished_at = $1`, [this.clock.now()]),
      );
      return true;
    } finally {
      await holder.end();
    }
  }

  /** The accounts the terminal and the page print. */
  async nameAccounts(accounts: readonly PracticeAccount[]): Promise<void> {
    await this.unitOfWork.run((tx) =>
      tx.query(
        `insert into practice_account (place, account)
         select a.place, a.account from jsonb_array_elements($1) with ordinality as a (account, place)
         on conflict do nothing`,
        [JSON.stringify(accounts)],
      ),
    );
  }

  async accounts(): Promise<readonly PracticeAccount[]> {
    const rows = await this.unitOfWork.read<{ account: PracticeAccount }>(
      'select account from practice_account order by place',
    );
    return rows.map(({ account }) => account);
  }

  private async keep(percent: number, step: string): Promise<void> {
    await this.unitOfWork.run((tx) => tx.query('update practice_seed set percent = $1, step = $2', [percent, step]));
  }
}

/** Writes progress down one step after the other; who reports does not wait for it. */
class ProgressKeeper implements SeedReport {
  private last: Promise<void> = Promise.resolve();

  constructor(private readonly keep: (percent: number, step: string) => Promise<void>) {}

  reach(percent: number, step: string): void {
    // Progress that was not kept is no reason to end: the next step says more.
    this.last = this.last.then(() => this.keep(percent, step)).catch(() => undefined);
  }

  settled(): Promise<void> {
    return this.last;
  }
}
