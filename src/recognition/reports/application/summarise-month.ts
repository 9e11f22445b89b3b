import { Injectable } from '@nestjs/common';
import { addDays, type LocalDay, type LocalMonth, localDayOf, parseLocalDay } from '../../../kernel/local-day';
import { Clock } from '../../../platform/foundation/clock/clock';
import { type Transaction, UnitOfWork } from '../../../platform/data/database/unit-of-work';
import { WorkbookWriter } from '../../../platform/delivery/documents/workbook';
import { requireScope } from '../../../platform/security/identity/access';
import type { Actor } from '../../../platform/foundation/actor/actor';
import { DivisionDirectory } from '../../../place/divisions';
import { checkpointNote, PrintedCheckpoints } from '../../../ledger/evidence';
import { reportErrors } from '../errors';
import { type GroupedLine, type SummaryGroup, SummaryQuery } from '../persistence/summary-query';
import type { MonthlySummary, MonthlySummaryDocument, SummaryLine } from '../rendering/monthly-summary';
import { monthlySummaryWorkbook } from '../rendering/monthly-summary-workbook';

const LONGEST_MONTH_DAYS = 31;

/** The month of a street, or of a division below it, by community, team and category. */
@Injectable()
export class SummariseMonth {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly divisions: DivisionDirectory,
    private readonly query: SummaryQuery,
    private readonly checkpoints: PrintedCheckpoints,
    private readonly writer: WorkbookWriter,
    private readonly clock: Clock,
  ) {}

  /** @throws DIVISION_UNKNOWN, PERMISSION_MISSING, SCOPE_FOREIGN, REPORT_PERIOD_INVALID */
  async execute(actor: Actor, divisionId: string, month: string): Promise<MonthlySummary> {
    return this.unitOfWork.snapshot((tx) => this.read(tx, actor, divisionId, month));
  }

  /** The same as a workbook, with the newest checkpoint: the bytes of an XLSX file. */
  async workbook(actor: Actor, divisionId: string, month: string): Promise<Buffer> {
    const summary = await this.unitOfWork.snapshot(async (tx): Promise<MonthlySummaryDocument> => {
      const read = await this.read(tx, actor, divisionId, month);
      return { ...read, checkpoint: checkpointNote(await this.checkpoints.latest(tx)) };
    });
    return this.writer.write(monthlySummaryWorkbook(summary));
  }

  private async read(tx: Transaction, actor: Actor, divisionId: string, month: string): Promise<MonthlySummary> {
    const first = parseLocalDay(`${month}-01`);
    if (!first) throw reportErrors.refuse('REPORT_PERIOD_INVALID', { field: 'month' });
    const division = await this.divisions.byId(divisionId, tx);
    requireScope(actor, 'report.read', division.path);
    const lines = await this.query.lines(tx, division.path, first, firstOfNextMonth(first));
    return {
      streetName: division.name,
      month: month as LocalMonth,
      preparedOn: localDayOf(this.clock.nowMs()),
      volunteerCount: lines.find((line) => line.group === 'TOTAL')?.volunteerCount ?? 0,
      byCommunity: ofGroup(lines, 'COMMUNITY'),
      byTeam: ofGroup(lines, 'TEAM'),
      byCategory: ofGroup(lines, 'CATEGORY'),
    };
  }
}

function firstOfNextMonth(first: LocalDay): LocalDay {
  const inNext = addDays(first, LONGEST_MONTH_DAYS);
  return addDays(inNext, 1 - Number(inNext.slice(8)));
}

function ofGroup(lines: readonly GroupedLine[], wanted: SummaryGroup): readonly SummaryLine[] {
  return lines.flatMap(({ group, ...line }) => (group === wanted ? [line] : []));
}
