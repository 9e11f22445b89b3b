import { Injectable } from '@nestjs/common';
import { requireTeamScope } from '../../../platform/security/identity/access';
import { type Actor, actorIdOf } from '../../../platform/foundation/actor/actor';
import { ShiftDirectory } from '../../activities';
import { lateEntryErrors } from '../errors';
import { type PaperSheet, PaperSheetRepository } from '../persistence/paper-sheet.repository';
import { type SheetAnswer, sheetAnswerOf } from './sheet-answer';

/** Shows the sheets of a shift. Differences only to who has read the sheet: a second reading must be made blind. */
@Injectable()
export class ShowPaperSheets {
  constructor(
    private readonly sheets: PaperSheetRepository,
    private readonly shifts: ShiftDirectory,
  ) {}

  /** @throws SHIFT_UNKNOWN, PERMISSION_MISSING, SCOPE_FOREIGN */
  async ofShift(actor: Actor, shiftId: string): Promise<readonly SheetAnswer[]> {
    requireTeamScope(actor, 'attendance.run', await this.shifts.byId(shiftId));
    return Promise.all((await this.sheets.ofShift(shiftId)).map((sheet) => this.answer(actor, sheet)));
  }

  /** @throws SHEET_UNKNOWN, PERMISSION_MISSING, SCOPE_FOREIGN */
  async one(actor: Actor, sheetId: string): Promise<SheetAnswer> {
    const sheet = await this.sheets.find(sheetId);
    if (!sheet) throw lateEntryErrors.refuse('SHEET_UNKNOWN');
    requireTeamScope(actor, 'attendance.run', await this.shifts.byId(sheet.shiftId));
    return this.answer(actor, sheet);
  }

  private async answer(actor: Actor, sheet: PaperSheet): Promise<SheetAnswer> {
    const answer = sheetAnswerOf(sheet, await this.sheets.readings(sheet.id));
    return answer.readBy.includes(actorIdOf(actor)) ? answer : { ...answer, differences: [] };
  }
}
