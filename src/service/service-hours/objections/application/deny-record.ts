import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../platform/foundation/clock/clock';
import { type CommandContext, Commands } from '../../../../platform/data/database/commands';
import type { Transaction } from '../../../../platform/data/database/unit-of-work';
import { requireScope } from '../../../../platform/security/identity/access';
import { type Actor, actorIdOf, covers } from '../../../../platform/foundation/actor/actor';
import { VolunteerDirectory } from '../../../../people/volunteers';
import { serviceHoursErrors } from '../../errors';
import { type DenialChannel, ObjectionRepository, RecordGuard } from '../../records';
import type { ServiceRecord } from '../../computing';
import { ObjectionFiling } from './objection-filing';
import type { ObjectionRef } from './raise-objection';

export interface DenyRecordCommand {
  readonly recordId: string;
  readonly channel: DenialChannel;
  /** What the person said. */
  readonly statement: string;
}

/**
 * Staff write down that the person of a record says it is not theirs. It is an objection like any other: it holds the
 * record, and somebody else than the clerk answers it.
 */
@Injectable()
export class DenyRecord {
  constructor(
    private readonly commands: Commands,
    private readonly guard: RecordGuard,
    private readonly objections: ObjectionRepository,
    private readonly volunteers: VolunteerDirectory,
    private readonly filing: ObjectionFiling,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws RECORD_UNKNOWN, PERMISSION_MISSING, SCOPE_FOREIGN, RECORD_STATE_WRONG, OBJECTION_OPEN, CALENDAR_YEAR_MISSING
   */
  async execute(context: CommandContext, command: DenyRecordCommand): Promise<ObjectionRef> {
    return this.commands.run(context, 'service-hours.deny', command, async (tx) => {
      const record = await this.guard.hold(tx, command.recordId);
      await this.requireClerk(tx, context.actor, record);
      if (record.status !== 'PUBLICITY' && record.status !== 'UNDER_REVIEW') {
        throw serviceHoursErrors.refuse('RECORD_STATE_WRONG');
      }
      if (await this.objections.isOpen(tx, record.id)) throw serviceHoursErrors.refuse('OBJECTION_OPEN');
      const id = await this.filing.file(tx, record, {
        raisedBy: actorIdOf(context.actor),
        raisedByVolunteerId: record.volunteerId,
        grounds: `本人否认:${command.statement}`,
        evidence: null,
        channel: command.channel,
        raisedAt: this.clock.now(),
      });
      return { id, recordId: record.id, status: 'OPEN' };
    });
  }

  /** People call their own community, wherever they served: it may be the place of the record or that of the person. */
  private async requireClerk(tx: Transaction, actor: Actor, record: ServiceRecord): Promise<void> {
    const home = (await this.volunteers.byId(record.volunteerId, tx)).divisionPath;
    if (covers(actor, 'record.review', home)) return;
    requireScope(actor, 'record.review', await this.guard.divisionPathOf(tx, record));
  }
}
