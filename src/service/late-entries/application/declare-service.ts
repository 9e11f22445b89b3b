import { Injectable } from '@nestjs/common';
import { type CommandContext, Commands } from '../../../platform/data/database/commands';
import { requireVolunteer } from '../../../platform/security/identity/access';
import { actorIdOf } from '../../../platform/foundation/actor/actor';
import { lockShift, ShiftDirectory } from '../../activities';
import { AttachmentRepository } from '../../attachments';
import { LatePunchRepository } from '../../attendance';
import { LateEvidence } from '../../service-hours';
import { DeclarationRules, type DeclareServiceCommand } from './declaration-rules';

export interface Declaration {
  readonly recordId: string | null;
  readonly message: string;
}

/** Rule §2.1, grade E: a volunteer says that they served and were not recorded. It counts once somebody has reviewed it. */
@Injectable()
export class DeclareService {
  constructor(
    private readonly commands: Commands,
    private readonly shifts: ShiftDirectory,
    private readonly rules: DeclarationRules,
    private readonly latePunches: LatePunchRepository,
    private readonly evidence: LateEvidence,
    private readonly proofs: AttachmentRepository,
  ) {}

  /**
   * @throws VOLUNTEER_ACCOUNT_REQUIRED, SHIFT_UNKNOWN, SHIFT_NOT_PUBLISHED, PUNCH_SHIFT_CANCELLED, VOLUNTEER_NOT_ACTIVE,
   *   SELF_BACKFILL_BARRED, DECLARATION_TOO_EARLY, DECLARATION_TOO_LATE, DECLARATION_NOT_NEEDED, ENTRY_TIMES_INVALID, ATTACHMENT_UNKNOWN,
   *   CALENDAR_YEAR_MISSING
   */
  async execute(context: CommandContext, command: DeclareServiceCommand): Promise<Declaration> {
    const volunteerId = requireVolunteer(context.actor);
    return this.commands.run(context, 'late-entries.declare', command, async (tx) => {
      const { actor } = context;
      await lockShift(tx, command.shiftId, 'share');
      const shift = await this.shifts.byId(command.shiftId, tx);
      const declaredBy = actorIdOf(actor);
      const now = await this.rules.check(tx, { ...command, shift, volunteerId }, declaredBy);
      const punch = {
        shiftId: shift.id,
        volunteerId,
        method: 'SELF_DECLARED',
        reason: command.reason,
        replaces: [],
      } as const;
      await this.latePunches.append(
        tx,
        [
          { ...punch, direction: 'IN', punchedAt: new Date(command.checkedInAt) },
          { ...punch, direction: 'OUT', punchedAt: new Date(command.checkedOutAt) },
        ],
        declaredBy,
        now,
      );
      const recordId = await this.evidence.takeIn(tx, declaredBy, { shift, volunteerId, reason: command.reason });
      if (recordId !== null && command.proofId !== undefined) {
        await this.proofs.link(tx, command.proofId, { kind: 'SERVICE_RECORD', id: recordId }, declaredBy, now);
      }
      return { recordId, message: '已提交自我申报,等待社区审核;审核通过后计入服务时长,积分以审核结果为准。' };
    });
  }
}
