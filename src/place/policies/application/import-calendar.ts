import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type CommandContext, Commands } from '../../../platform/data/database/commands';
import { SpreadsheetReader } from '../../../platform/delivery/documents/spreadsheet-reader';
import { requirePermission } from '../../../platform/security/identity/access';
import { Decisions } from '../../../platform/security/decisions';
import { DivisionDirectory } from '../../divisions';
import {
  type CalendarProblem,
  type CalendarReading,
  type CalendarSheetRow,
  readCalendarJson,
  readCalendarRows,
} from '../domain/calendar-file';
import { policyErrors } from '../errors';
import { type CalendarAsked, IMPORT_CALENDAR } from './import-calendar-kind';

export interface ImportCalendarCommand {
  /** .xlsx with the columns 日期, 安排, 说明, or JSON as in config/calendar. */
  readonly file: Buffer;
  /** Where the days were announced; a JSON file names its own. */
  readonly source: string;
}

export interface AskedCalendar {
  /** The request that a second person decides. */
  readonly decisionId: string;
  readonly year: number;
  readonly dayCount: number;
}

const MAX_ROWS = 400;
const SHOWN_PROBLEMS = 20;
const columns = [
  { key: 'day', header: '日期', required: true },
  { key: 'working', header: '安排', aliases: ['上班或休息'], required: true },
  { key: 'label', header: '说明', aliases: ['节日'], required: false },
] as const;

/**
 * Asks to put the working days of a year in the place of what the table says about that year. A second person decides;
 * days that have begun stay as they are, and so do periods in progress.
 */
@Injectable()
export class ImportCalendar {
  constructor(
    private readonly commands: Commands,
    private readonly reader: SpreadsheetReader,
    private readonly divisions: DivisionDirectory,
    private readonly decisions: Decisions,
  ) {}

  /** @throws PERMISSION_MISSING, CALENDAR_INVALID, POLICY_PLACE_MISSING, DECISION_PENDING, SPREADSHEET_* */
  async execute(context: CommandContext, command: ImportCalendarCommand): Promise<AskedCalendar> {
    // The table is one for all streets.
    requirePermission(context.actor, 'system.operate');
    const reading = await this.read(command);
    if (!reading.isValid) throw invalid(reading.problems);
    const { year, source, exceptions } = reading.table;
    const fileHash = createHash('sha256').update(command.file).digest('hex');
    return this.commands.run(context, 'policies.import-calendar', { fileHash, source }, async (tx) => {
      const place = await this.divisions.placeOfAll(tx);
      if (!place) throw policyErrors.refuse('POLICY_PLACE_MISSING');
      const { id: decisionId } = await this.decisions.ask<CalendarAsked>(tx, context.actor, {
        kind: IMPORT_CALENDAR,
        divisionId: place.id,
        payload: { year, source, exceptions },
        reason: source,
        about: String(year),
      });
      return { decisionId, year, dayCount: exceptions.length };
    });
  }

  private async read({ file, source }: ImportCalendarCommand): Promise<CalendarReading> {
    const text = file
      .subarray(0, 64)
      .toString('utf8')
      .replace(/^\uFEFF/, '')
      .trimStart();
    if (text.startsWith('{')) return readCalendarJson(file.toString('utf8').replace(/^\uFEFF/, ''));
    const rows: CalendarSheetRow[] = [];
    for await (const { rowNumber, cells } of this.reader.rows(file, { columns, maxRows: MAX_ROWS })) {
      rows.push({ rowNumber, ...cells });
    }
    return readCalendarRows(rows, source);
  }
}

function invalid(problems: readonly CalendarProblem[]) {
  const shown = problems.slice(0, SHOWN_PROBLEMS);
  return policyErrors.refuse('CALENDAR_INVALID', {
    field: 'file',
    details: { problems: shown.map(({ rowNumber, problem }) => `${String(rowNumber)}:${problem}`) },
  });
}
