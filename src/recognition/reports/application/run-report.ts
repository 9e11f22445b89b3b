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
import type { ReportDefinition } from './report-definition';

/** Which place, and which month as YYYY-MM. */
export interface ReportRequest {
  readonly divisionId: string;
  readonly month: string;
}

const LONGEST_MONTH_DAYS = 31;

/** Answers every report of a place and month: scope first, then all figures at one instant. */
@Injectable()
export class RunReport {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly divisions: DivisionDirectory,
    private readonly checkpoints: PrintedCheckpoints,
    private readonly writer: WorkbookWriter,
    private readonly clock: Clock,
  ) {}

  /** @throws DIVISION_UNKNOWN, PERMISSION_MISSING, SCOPE_FOREIGN, REPORT_PERIOD_INVALID */
  async answer(actor: Actor, report: ReportDefinition, request: ReportRequest): Promise<object> {
    return this.unitOfWork.snapshot((tx) => this.read(tx, actor, report, request));
  }

  /** The same as the bytes of an XLSX file, with the newest checkpoint of the ledger. */
  async workbook(actor: Actor, report: ReportDefinition, request: ReportRequest): Promise<Buffer> {
    const content = await this.unitOfWork.snapshot(async (tx) => {
      const answer = await this.read(tx, actor, report, request);
      return report.workbook(answer, checkpointNote(await this.checkpoints.latest(tx)));
    });
    return this.writer.write(content);
  }

  private async read(tx: Transaction, actor: Actor, report: ReportDefinition, request: ReportRequest) {
    const from = parseLocalDay(`${request.month}-01`);
    if (!from) throw reportErrors.refuse('REPORT_PERIOD_INVALID', { field: 'month' });
    const division = await this.divisions.byId(request.divisionId, tx);
    requireScope(actor, report.permission, division.path);
    const today = localDayOf(this.clock.nowMs());
    const month = request.month as LocalMonth;
    return report.read(tx, { division, month, from, until: firstOfNextMonth(from), today });
  }
}

function firstOfNextMonth(first: LocalDay): LocalDay {
  const inNext = addDays(first, LONGEST_MONTH_DAYS);
  return addDays(inNext, 1 - Number(inNext.slice(8)));
}
