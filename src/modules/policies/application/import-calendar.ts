import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type CommandContext, Commands } from '../../../platform/database/commands';
import { SpreadsheetReader } from '../../../platform/documents/spreadsheet-reader';
import { requirePermission } from '../../../platform/identity/access';
import {
  type CalendarProblem,
  type CalendarReading,
  type CalendarSheetRow,
  readCalendarJson,
  readCalendarRows,
} from '../domain/calendar-file';
import { policyErrors } from '../errors';
import { PolicyRepository } from '../persistence/policy.repository';

export interface ImportCalendarCommand {
  /** .xlsx with the columns 日期, 安排, 说明, or JSON as in config/calendar. */
  readonly file: Buffer;
  /** Where the days were announced; a JSON file names its own. */
  readonly source: string;
}

export interface ImportedCalendar {
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

/** Puts the working days of a year in the place of what the table says about that year. Periods in progress keep theirs. */
@Injectable()
export class ImportCalendar {
  constructor(
    private readonly commands: Commands,
    private readonly reader: SpreadsheetReader,
    private readonly policies: PolicyRepository,
  ) {}

  /** @throws PERMISSION_MISSING, CALENDAR_INVALID, SPREADSHEET_* */
  async execute(context: CommandContext, command: ImportCalendarCommand): Promise<ImportedCalendar> {
    // The table is one for all streets.
    requirePermission(context.actor, 'system.operate');
    const reading = await this.read(command);
    if (!reading.isValid) throw invalid(reading.problems);
    const { year, source, exceptions } = reading.table;
    const fileHash = createHash('sha256').update(command.file).digest('hex');
    return this.commands.run(context, 'policies.import-calendar', { fileHash, source }, async (tx) => {
      await this.policies.replaceCalendarYear(
        tx,
        year,
        exceptions.map((exception) => ({ ...exception, source })),
      );
      return { year, dayCount: exceptions.length };
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
