import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../platform/foundation/clock/clock';
import { type CommandContext, Commands } from '../../../../platform/data/database/commands';
import type { Transaction } from '../../../../platform/data/database/unit-of-work';
import { requireVolunteer } from '../../../../platform/security/identity/access';
import { type Actor, actorIdOf } from '../../../../platform/foundation/actor/actor';
import { CalledPeople } from '../../../attendance';
import { serviceHoursErrors } from '../../errors';
import { ObjectionRepository } from '../../records';
import { ServiceRecordRepository } from '../../computing';
import { ObjectionFiling } from './objection-filing';

export interface ReplyToCallCommand {
  readonly shiftId: string;
  /** true: I was there; false: I was not. */
  readonly isPresent: boolean;
}

export interface CallReply extends ReplyToCallCommand {
  /** The objection that holds the record from now on; null where there is none to hold. */
  readonly objectionId: string | null;
  readonly message: string;
}

/**
 * One tap on the notice that somebody wrote one down as present. "I was not there" sends the record to review when it is
 * computed, and holds it by an objection once it is; it stands, whatever is answered later.
 */
@Injectable()
export class ReplyToCall {
  constructor(
    private readonly commands: Commands,
    private readonly called: CalledPeople,
    private readonly records: ServiceRecordRepository,
    private readonly objections: ObjectionRepository,
    private readonly filing: ObjectionFiling,
    private readonly clock: Clock,
  ) {}

  /** @throws VOLUNTEER_ACCOUNT_REQUIRED, REPLY_NOT_CALLED, REPLY_TOO_LATE, CALENDAR_YEAR_MISSING */
  async execute(context: CommandContext, command: ReplyToCallCommand): Promise<CallReply> {
    const volunteerId = requireVolunteer(context.actor);
    return this.commands.run(context, 'service-hours.reply-to-call', command, async (tx) => {
      const { shiftId, isPresent } = command;
      // The person first, as in computing: an answer is either seen by it, or finds its record.
      await this.records.lockVolunteers(tx, [volunteerId]);
      const people = await this.called.ofShift(shiftId, tx);
      if (!people.some((person) => person.volunteerId === volunteerId)) {
        throw serviceHoursErrors.refuse('REPLY_NOT_CALLED', { field: 'shiftId' });
      }
      const repliedAt = this.clock.now();
      const repliedBy = actorIdOf(context.actor);
      const objectionId = isPresent ? null : await this.deny(tx, context.actor, { shiftId, volunteerId }, repliedAt);
      await this.called.reply(tx, { volunteerId, shiftId, isPresent, repliedBy, repliedAt });
      const message = isPresent
        ? '已记下：您参加了这一场。'
        : '已记下：您没有参加这一场，这条记录由队外工作人员核实，核实前不计入；结果会通知您。';
      return { shiftId, isPresent, objectionId, message };
    });
  }

  /** Holds the record that is there already. An objection that is open does so, whoever raised it. */
  private async deny(
    tx: Transaction,
    actor: Actor,
    key: { readonly shiftId: string; readonly volunteerId: string },
    raisedAt: Date,
  ): Promise<string | null> {
    const record = await this.records.liveOf(tx, key);
    if (!record) return null;
    if (record.status === 'CONFIRMED') throw serviceHoursErrors.refuse('REPLY_TOO_LATE');
    if (await this.objections.isOpen(tx, record.id)) return null;
    return this.filing.file(tx, record, {
      raisedBy: actorIdOf(actor),
      raisedByVolunteerId: key.volunteerId,
      grounds: '本人答复：没有参加',
      evidence: null,
      channel: null,
      raisedAt,
    });
  }
}
