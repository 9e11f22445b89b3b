import { Injectable } from '@nestjs/common';
import { requireScope } from '../../../platform/security/identity/access';
import type { Actor } from '../../../platform/foundation/actor/actor';
import { DivisionDirectory, type DivisionView } from '../../../place/divisions';
import { rankingErrors } from '../errors';
import {
  type ActivityGroup,
  type ActivityTotal,
  type DivisionMonthTotal,
  type MonthSpan,
  TotalsReader,
} from '../persistence/totals-reader';

export interface TotalsQuestion {
  readonly divisionId: string;
  readonly months: MonthSpan;
}

const MAX_MONTHS = 36;

/** Shows what a division and everything below it has come to, to whoever may read its reports. */
@Injectable()
export class ShowTotals {
  constructor(
    private readonly reader: TotalsReader,
    private readonly divisions: DivisionDirectory,
  ) {}

  /** @throws DIVISION_UNKNOWN, PERMISSION_MISSING, SCOPE_FOREIGN, RANKING_MONTHS_INVALID */
  async byResidence(actor: Actor, question: TotalsQuestion): Promise<readonly DivisionMonthTotal[]> {
    const division = await this.readable(actor, question);
    return this.reader.byResidence(division.id, question.months);
  }

  /** @throws DIVISION_UNKNOWN, PERMISSION_MISSING, SCOPE_FOREIGN, RANKING_MONTHS_INVALID */
  async byActivity(actor: Actor, question: TotalsQuestion, group: ActivityGroup): Promise<readonly ActivityTotal[]> {
    const division = await this.readable(actor, question);
    return this.reader.byActivity(division.path, question.months, group);
  }

  private async readable(actor: Actor, { divisionId, months }: TotalsQuestion): Promise<DivisionView> {
    const division = await this.divisions.byId(divisionId);
    requireScope(actor, 'report.read', division.path);
    const count = monthNumber(months.to) - monthNumber(months.from) + 1;
    if (count < 1 || count > MAX_MONTHS) throw rankingErrors.refuse('RANKING_MONTHS_INVALID', { field: 'toMonth' });
    return division;
  }
}

function monthNumber(month: string): number {
  return Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7));
}
