import type { Type } from '@nestjs/common';
import type { LocalDay, LocalMonth } from '../../../kernel/local-day';
import type { DivisionView } from '../../../place/divisions';
import type { Transaction } from '../../../platform/data/database/unit-of-work';
import type { WorkbookContent } from '../../../platform/delivery/documents/workbook';
import type { Permission } from '../../../platform/foundation/actor/permissions';
import type { CheckpointNote } from '../../../ledger/evidence';

/** What a report is asked for: the month of a place and all below it. */
export interface ReportQuestion {
  readonly division: DivisionView;
  readonly month: LocalMonth;
  /** The days [from, until) of the month. */
  readonly from: LocalDay;
  readonly until: LocalDay;
  readonly today: LocalDay;
}

/**
 * A report, whole: from it follow its two routes with their place in the document, its permission and scope, its answer,
 * its workbook, the line of the audit log and the name of the file.
 */
export interface ReportDefinition<Answer extends object = object> {
  /** The address: reports/<id>, and reports/<id>/workbook. */
  readonly id: string;
  /** In operation ids: get… and download…. */
  readonly operation: string;
  /** In Chinese, as in 下载…(XLSX). */
  readonly title: string;
  /** What it shows, in Chinese. */
  readonly summary: string;
  readonly permission: Permission;
  /** Before the month in the name of the file. */
  readonly fileName: string;
  readonly answer: Type<Answer>;
  /** Reads at one instant; who asks has the permission at the place. */
  read(tx: Transaction, question: ReportQuestion): Promise<Answer>;
  workbook(answer: Answer, checkpoint: CheckpointNote): WorkbookContent;
}

/** Keeps the type of the answer between the parts of a definition. */
export function defineReport<Answer extends object>(definition: ReportDefinition<Answer>): ReportDefinition {
  return definition;
}
