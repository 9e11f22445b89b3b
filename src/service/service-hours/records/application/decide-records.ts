import { Injectable } from '@nestjs/common';
import type { CommandContext } from '../../../../platform/data/database/commands';
import { lineByLine, type LineOutcome } from '../../../../platform/data/database/line-by-line';
import { serviceHoursErrors } from '../../errors';
import { DecideRecord, type DecideRecordCommand } from './decide-record';
import type { RecordChange } from './record-change';

/** What became of one record. */
export interface RecordLine extends LineOutcome<RecordChange> {
  readonly recordId: string;
}

/** Reviews several records in one call, each as if it came alone. */
@Injectable()
export class DecideRecords {
  constructor(private readonly decide: DecideRecord) {}

  /** Refusals are answers here; only what no rule says is thrown. */
  async execute(context: CommandContext, lines: readonly DecideRecordCommand[]): Promise<readonly RecordLine[]> {
    const outcomes = await lineByLine(context, {
      lines,
      idOf: ({ recordId }) => recordId,
      run: (own, line) => this.decide.execute(own, line),
      unknown: () => serviceHoursErrors.refuse('RECORD_UNKNOWN'),
    });
    return outcomes.map((outcome, place) => ({ recordId: lines[place]?.recordId ?? '', ...outcome }));
  }
}
