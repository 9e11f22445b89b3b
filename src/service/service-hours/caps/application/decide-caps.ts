import { Injectable } from '@nestjs/common';
import type { CommandContext } from '../../../../platform/data/database/commands';
import { lineByLine, type LineOutcome } from '../../../../platform/data/database/line-by-line';
import { serviceHoursErrors } from '../../errors';
import { type CapDecisionAnswer, DecideCap, type DecideCapCommand } from './decide-cap';

/** What became of the minutes of one record at one level. */
export interface CapLine extends LineOutcome<CapDecisionAnswer> {
  readonly recordId: string;
  readonly level: string;
}

/** Decides about minutes above a cap of several records in one call, each as if it came alone. */
@Injectable()
export class DecideCaps {
  constructor(private readonly decide: DecideCap) {}

  /** Refusals are answers here; only what no rule says is thrown. */
  async execute(context: CommandContext, lines: readonly DecideCapCommand[]): Promise<readonly CapLine[]> {
    const outcomes = await lineByLine(context, {
      lines,
      idOf: ({ recordId, level }) => `${recordId}/${level}`,
      run: (own, line) => this.decide.execute(own, line),
      unknown: () => serviceHoursErrors.refuse('RECORD_UNKNOWN'),
    });
    return outcomes.map((outcome, place) => {
      const { recordId = '', level = '' } = lines[place] ?? {};
      return { recordId, level, ...outcome };
    });
  }
}
