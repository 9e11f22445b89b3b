import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/foundation/clock/clock';
import { type CommandContext, Commands } from '../../../platform/data/database/commands';
import { requireTeamScope } from '../../../platform/security/identity/access';
import { actorIdOf } from '../../../platform/foundation/actor/actor';
import { IdSource } from '../../../platform/foundation/ids/id-source';
import { ShiftDirectory } from '../../activities';
import { AttachmentRepository } from '../../attachments';
import { requireHeld } from '../../attendance';
import { lateEntryErrors } from '../errors';
import { PaperSheetRepository } from '../persistence/paper-sheet.repository';
import { type SheetAnswer, sheetAnswerOf } from './sheet-answer';

export interface OpenPaperSheetCommand {
  readonly shiftId: string;
  readonly photoId: string;
  readonly leaderSignature: string;
  readonly witnessSignature: string;
}

/** Begins the entry of a paper sheet: the photo is there, and two people have signed. */
@Injectable()
export class OpenPaperSheet {
  constructor(
    private readonly commands: Commands,
    private readonly sheets: PaperSheetRepository,
    private readonly shifts: ShiftDirectory,
    private readonly attachments: AttachmentRepository,
    private readonly ids: IdSource,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws SHIFT_UNKNOWN, PERMISSION_MISSING, SCOPE_FOREIGN, SHIFT_NOT_PUBLISHED, PUNCH_SHIFT_CANCELLED,
   *   SHEET_SIGNED_TWICE_BY_ONE, ATTACHMENT_UNKNOWN, SHEET_PHOTO_USED
   */
  async execute(context: CommandContext, command: OpenPaperSheetCommand): Promise<SheetAnswer> {
    return this.commands.run(context, 'late-entries.open-sheet', command, async (tx) => {
      const shift = await this.shifts.byId(command.shiftId, tx);
      requireTeamScope(context.actor, 'attendance.run', shift);
      requireHeld(shift);
      if (command.leaderSignature === command.witnessSignature) {
        throw lateEntryErrors.refuse('SHEET_SIGNED_TWICE_BY_ONE', { field: 'witnessSignature' });
      }
      const photo = await this.attachments.ofShift(tx, shift.id, command.photoId, 'photoId');
      const id = this.ids.next();
      const [createdBy, createdAt] = [actorIdOf(context.actor), this.clock.now()];
      await this.sheets.insert(tx, { ...command, id, createdBy, createdAt });
      await this.attachments.link(tx, photo.id, { kind: 'PAPER_SHEET', id }, createdBy, createdAt);
      const sheet = await this.sheets.find(id, tx);
      if (!sheet) throw lateEntryErrors.refuse('SHEET_UNKNOWN');
      return sheetAnswerOf(sheet, []);
    });
  }
}
