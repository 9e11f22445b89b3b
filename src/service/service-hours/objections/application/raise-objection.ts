import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../platform/foundation/clock/clock';
import { type CommandContext, Commands } from '../../../../platform/data/database/commands';
import type { Transaction } from '../../../../platform/data/database/unit-of-work';
import { requireVolunteer } from '../../../../platform/security/identity/access';
import { actorIdOf } from '../../../../platform/foundation/actor/actor';
import { VolunteerDirectory } from '../../../../people/volunteers';
import { serviceHoursErrors } from '../../errors';
import { ObjectionRepository, RecordGuard } from '../../records';
import type { ServiceRecord } from '../../computing';
import { ObjectionFiling } from './objection-filing';

export interface RaiseObjectionCommand {
  readonly recordId: string;
  readonly grounds: string;
  /** What proves it: who saw it, which photo or list shows it. */
  readonly evidence?: string;
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
    private readonly filing: ObjectionFiling,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws VOLUNTEER_ACCOUNT_REQUIRED, RECORD_UNKNOWN, OBJECTION_NOT_CONCERNED, RECORD_STATE_WRONG, OBJECTION_OPEN,
   *   CALENDAR_YEAR_MISSING
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
      const raisedAt = this.clock.now();
      const id = await this.filing.file(tx, record, {
        raisedBy: actorIdOf(context.actor),
        raisedByVolunteerId: volunteerId,
        grounds: command.grounds,
        evidence: command.evidence ?? null,
        channel: null,
        raisedAt,
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
