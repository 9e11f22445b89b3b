import { Injectable } from '@nestjs/common';
import { type CommandContext, Commands } from '../../../../platform/data/database/commands';
import { requireScope } from '../../../../platform/security/identity/access';
import { actorIdOf } from '../../../../platform/foundation/actor/actor';
import { Outbox } from '../../../../platform/data/outbox';
import { ShiftDirectory } from '../../../activities';
import { outcomesDue } from '../../../attendance';
import { VolunteerDirectory } from '../../../../people/volunteers';
import { serviceHoursErrors } from '../../errors';
import { ServiceRecordRepository } from '../../computing';
import { changeOf, type RecordChange } from './record-change';
import { RecordGuard } from './record-guard';
import { RecordProofs } from './record-proofs';
import { RecordTimes } from './record-times';

export interface BackfillRecordCommand {
  readonly shiftId: string;
  readonly volunteerId: string;
  readonly checkedInAt: string;
  readonly checkedOutAt: string;
  /** What proves that the person served, and why there was no punch. */
  readonly reason: string;
  /** The attachment of the shift that proves it. */
  readonly proofId?: string;
}

/** Staff enter somebody who has no punch in a computed shift. Grade D: it waits for another person's approval. */
@Injectable()
export class BackfillRecord {
  constructor(
    private readonly commands: Commands,
    private readonly shifts: ShiftDirectory,
    private readonly volunteers: VolunteerDirectory,
    private readonly records: ServiceRecordRepository,
    private readonly times: RecordTimes,
    private readonly proofs: RecordProofs,
    private readonly guard: RecordGuard,
    private readonly outbox: Outbox,
  ) {}

  /**
   * @throws SHIFT_UNKNOWN, SHIFT_NOT_COMPUTED, PERMISSION_MISSING, SCOPE_FOREIGN, DECISION_OWN,
   *   DECISION_OWN_HOUSEHOLD, DECISION_OWN_LEADER, VOLUNTEER_UNKNOWN, VOLUNTEER_NOT_ACTIVE, RECORD_EXISTS,
   *   ATTACHMENT_UNKNOWN, RECORD_TIMES_INVALID
   */
  async execute(context: CommandContext, command: BackfillRecordCommand): Promise<RecordChange> {
    return this.commands.run(context, 'service-hours.backfill', command, async (tx) => {
      const { shiftId, volunteerId, reason } = command;
      const { actor } = context;
      const shift = await this.shifts.byId(shiftId, tx);
      requireScope(actor, 'attendance.staff', shift.divisionPath);
      await this.guard.requireIndependent(tx, actor, { volunteerId, beganAt: shift.startsAt });
      await this.volunteers.activeById(volunteerId, tx);
      if (shift.computedAt === null) throw serviceHoursErrors.refuse('SHIFT_NOT_COMPUTED');
      await this.records.lockVolunteers(tx, [volunteerId]);
      const known = await this.records.revisionsOf(tx, shiftId, [volunteerId]);
      if (known.size > 0) throw serviceHoursErrors.refuse('RECORD_EXISTS');
      await this.proofs.require(tx, shiftId, command.proofId);
      const times = { checkedInAt: new Date(command.checkedInAt), checkedOutAt: new Date(command.checkedOutAt) };
      const [id] = await this.times.backfill(tx, { shiftId, volunteerId }, times, reason, actorIdOf(actor));
      const record = id === undefined ? null : await this.records.find(tx, id);
      if (!record) throw serviceHoursErrors.refuse('RECORD_UNKNOWN');
      await this.proofs.link(tx, record.id, command.proofId, actorIdOf(actor));
      // Somebody who turned out to have been there is no no-show.
      await this.outbox.add(tx, outcomesDue, { shiftId }, { dedupKey: shiftId });
      return changeOf(record);
    });
  }
}
