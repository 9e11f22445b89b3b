import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../../platform/data/database/unit-of-work';
import { VolunteerDirectory } from '../../../people/volunteers';
import { type AsOf, type Balances, LedgerReader } from '../persistence/ledger-reader';

/** The accounts of a number that was merged into another: closed, unchanged, and read with it. */
export interface LinkedAccount extends Balances {
  readonly volunteerId: string;
  readonly volunteerNo: string;
}

/** Reads the accounts of one person over all numbers that turned out to be that person. */
@Injectable()
export class LinkedAccounts {
  constructor(
    private readonly volunteers: VolunteerDirectory,
    private readonly reader: LedgerReader,
  ) {}

  /** The accounts that were merged into this number; mostly none. */
  async of(volunteerId: string, asOf: AsOf | null = null, tx?: Transaction): Promise<readonly LinkedAccount[]> {
    const merged = await this.volunteers.mergedInto(volunteerId, tx);
    const accounts: LinkedAccount[] = [];
    for (const { id, volunteerNo } of merged) {
      const balances = asOf ? await this.reader.balancesAsOf(id, asOf, tx) : await this.reader.balances(id, tx);
      accounts.push({ volunteerId: id, volunteerNo, ...balances });
    }
    return accounts;
  }
}

/** What all accounts of a person hold together. */
export function sumOf(accounts: readonly Balances[]): Balances {
  const sum = (unit: keyof Balances): number => accounts.reduce((total, account) => total + account[unit], 0);
  return {
    serviceMinutes: sum('serviceMinutes'),
    trainingMinutes: sum('trainingMinutes'),
    pointTenths: sum('pointTenths'),
  };
}
