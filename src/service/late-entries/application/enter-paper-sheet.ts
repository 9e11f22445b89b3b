import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/foundation/clock/clock';
import { type CommandContext, Commands } from '../../../platform/data/database/commands';
import type { Transaction } from '../../../platform/data/database/unit-of-work';
import { requireTeamScope } from '../../../platform/security/identity/access';
import { type Actor, actorIdOf } from '../../../platform/foundation/actor/actor';
import { lockShift, ShiftDirectory, type ShiftView } from '../../activities';
import { compareSheets, type SheetLine } from '../domain/compare-sheets';
import { lateEntryErrors } from '../errors';
import { PaperSheetRepository } from '../persistence/paper-sheet.repository';
import { ApplyPaperSheet } from './apply-paper-sheet';
import { EnteredLineRules } from './entered-line-rules';
import { type SheetAnswer, sheetAnswerOf } from './sheet-answer';

export interface EnterPaperSheetCommand {
  readonly sheetId: string;
  readonly lines: readonly SheetLine[];
}

/**
 * Somebody types what stands on the sheet. Where two different people typed the same, the sheet is applied, once; where
 * they differ, both see the rows and may type theirs again. Nobody sees the other's reading before the own one is in.
 */
@Injectable()
export class EnterPaperSheet {
  constructor(
    private readonly commands: Commands,
    private readonly sheets: PaperSheetRepository,
    private readonly shifts: ShiftDirectory,
    private readonly rules: EnteredLineRules,
    private readonly applySheet: ApplyPaperSheet,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws SHEET_UNKNOWN, PERMISSION_MISSING, SCOPE_FOREIGN, SHEET_APPLIED, SHEET_LINE_DOUBLE, ENTRY_OWN,
   *   ENTRY_OWN_HOUSEHOLD, VOLUNTEER_UNKNOWN, ENTRY_TIMES_INVALID, SHEET_READ_BY_ONE, CALENDAR_YEAR_MISSING
   */
  async execute(context: CommandContext, command: EnterPaperSheetCommand): Promise<SheetAnswer> {
    return this.commands.run(context, 'late-entries.enter-sheet', command, async (tx) => {
      const { actor } = context;
      const sheet = await this.sheets.hold(tx, command.sheetId);
      if (!sheet) throw lateEntryErrors.refuse('SHEET_UNKNOWN');
      await lockShift(tx, sheet.shiftId, 'share');
      const shift = await this.shifts.byId(sheet.shiftId, tx);
      requireTeamScope(actor, 'attendance.run', shift);
      if (sheet.status === 'APPLIED') throw lateEntryErrors.refuse('SHEET_APPLIED');
      await this.rules.check(tx, actor, shift, command.lines);
      const enteredBy = actorIdOf(actor);
      const readers = (await this.sheets.readings(sheet.id, tx)).map((reading) => reading.enteredBy);
      await this.rules.requireOtherReader(tx, enteredBy, shift, readers);
      await this.sheets.addEntry(tx, sheet.id, { enteredBy, enteredAt: this.clock.now(), lines: command.lines });
      await this.settle(tx, actor, shift, sheet.id);
      const settled = (await this.sheets.find(sheet.id, tx)) ?? sheet;
      return sheetAnswerOf(settled, await this.sheets.readings(sheet.id, tx));
    });
  }

  /** Compares the last two readings of different people. */
  private async settle(tx: Transaction, actor: Actor, shift: ShiftView, sheetId: string): Promise<void> {
    const [first, second] = (await this.sheets.readings(sheetId, tx)).slice(-2);
    if (!first || !second) return;
    if (compareSheets(first.lines, second.lines).length > 0) {
      await this.sheets.setStatus(tx, sheetId, 'DIFFERENT');
      return;
    }
    const outcome = await this.applySheet.execute(tx, actor, { sheetId, shift, lines: first.lines, first, second });
    await this.sheets.apply(tx, sheetId, outcome, this.clock.now());
  }
}
