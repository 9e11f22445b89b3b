import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../../platform/data/database/unit-of-work';
import type { AuditCheck } from '../../../platform/data/audit/audit-checks';
import type { Report } from '../../../kernel/finding';
import { type CalendarTable, WorkingCalendar } from '../../../place/policies';
import type { PointsPolicy } from '../domain/points-policy';
import { type PricedEntry, pricedEntriesAfter } from '../persistence/priced-entries';
import { needsDayTypes } from './day-types';
import { mostPointTenths, policiesByVersion, pricesOf } from './price-again';

const PAGE = 5_000;

/** Prices every record's points again, in the order of the account, by the policy that the entry names. */
@Injectable()
export class PointsCheck {
  constructor(private readonly calendar: WorkingCalendar) {}

  check(): AuditCheck {
    return { name: 'points.prices', run: (tx, report) => this.run(tx, report) };
  }

  private async run(tx: Transaction, report: Report): Promise<void> {
    const policies = await policiesByVersion(tx);
    const calendar = await this.calendar.load(tx);
    let last: PricedEntry | undefined;
    do {
      const page: readonly PricedEntry[] = await pricedEntriesAfter(tx, last, PAGE);
      for (const entry of page) {
        const policy = policies.get(entry.ruleVersion);
        const column = !policy ? 'rule_version' : isPriced(entry, policy, calendar) ? null : 'amount';
        if (column === null) continue;
        const { volunteerId } = entry;
        report({
          table: 'ledger_entry',
          column,
          problem: 'CHANGED',
          volunteerId,
          accountKind: 'POINT_TENTHS',
          seq: Number(entry.seq),
        });
      }
      last = page.length < PAGE ? undefined : page.at(-1);
    } while (last);
  }
}

/** Where the kind of a day counts and the calendar was corrected since, more than any kind of day gives is wrong. */
function isPriced(entry: PricedEntry, policy: PointsPolicy, calendar: CalendarTable): boolean {
  const amount = Number(entry.amount);
  if (pricesOf(entry, policy, calendar).some(({ pointTenths }) => pointTenths === amount)) return true;
  return needsDayTypes(policy) && amount <= mostPointTenths(entry, policy);
}
