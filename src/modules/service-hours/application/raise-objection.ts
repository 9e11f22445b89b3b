import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock';
import { type CommandContext, Commands } from '../../../platform/database/commands';
import type { Transaction } from '../../../platform/database/unit-of-work';
import { requireVolunteer } from '../../../platform/identity/access';
import { actorIdOf } from '../../../platform/identity/actor';
import { IdSource } from '../../../platform/ids/id-source';
import { VolunteerDirectory } from '../../volunteers';
import { serviceHoursErrors } from '../errors';
import { ObjectionRepository } from '../persistence/objection.repository';
import type { ServiceRecord } from '../persistence/service-record';
import { RecordGuard } from './record-guard';

export interface RaiseObjectionCommand {
  readonly recordId: string;
  readonly grounds: string;
}

export interface ObjectionRef {
  readonly id: string;
  readonly recordId: string;
  readonly status: 'OPEN' | 'UPHELD' | 'DISMISSED';
}

/** Rule §2.3: during publicity anyone concerned may object; the objection holds this record and no other. */
@Injectable()
export class RaiseObjection {
  constructor(
    private readonly commands: Commands,
    private readonly guard: RecordGuard,
    private readonly objections: ObjectionRepository,
    private readonly volunteers: VolunteerDirectory,
    private readonly ids: IdSource,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws VOLUNTEER_ACCOUNT_REQUIRED, RECORD_UNKNOWN, OBJECTION_NOT_CONCERNED, RECORD_STATE_WRONG, OBJECTION_OPEN
   */
  async execute(context: CommandContext, command: RaiseObjectionCommand): Promise<ObjectionRef> {
    const volunteerId = requireVolunteer(context.actor);
    return this.commands.run(context, 'service-hours.object', command, async (tx) => {
      // Held for update: an objection and a confirmation of the same record come one after the other.
      const record = await this.guard.hold(tx, command.recordId);
      if (!(await this.isConcerned(tx, volunteerId, record)))
        throw serviceHoursErrors.refuse('OBJECTION_NOT_CONCERNED');
      if (record.status !== 'PUBLICITY' && record.status !== 'UNDER_REVIEW') {
        throw serviceHoursErrors.refuse('RECORD_STATE_WRONG');
      }
      if (await this.objections.isOpen(tx, record.id)) throw serviceHoursErrors.refuse('OBJECTION_OPEN');
      const id = this.ids.next();
      await this.objections.insert(tx, {
        id,
        recordId: record.id,
        raisedBy: actorIdOf(context.actor),
        grounds: command.grounds,
        raisedAt: this.clock.now(),
      });
      return { id, recordId: record.id, status: 'OPEN' };
    });
  }

  /** The person of the record, or somebody whose place is, or lies inside, the place of the activity or the person. */
  private async isConcerned(tx: Transaction, volunteerId: string, record: ServiceRecord): Promise<boolean> {
    if (volunteerId === record.volunteerId) return true;
    const objector = await this.volunteers.activeById(volunteerId, tx);
    const subject = await this.volunteers.byId(record.volunteerId, tx);
    const placePath = await this.guard.divisionPathOf(tx, record);
    return [subject.divisionPath, placePath].some((path) => objector.divisionPath.startsWith(path));
  }
}
