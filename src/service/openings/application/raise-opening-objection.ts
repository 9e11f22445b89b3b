import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/foundation/clock/clock';
import { type CommandContext, Commands } from '../../../platform/data/database/commands';
import type { Transaction } from '../../../platform/data/database/unit-of-work';
import { requireVolunteer } from '../../../platform/security/identity/access';
import { actorIdOf } from '../../../platform/foundation/actor/actor';
import { IdSource } from '../../../platform/foundation/ids/id-source';
import { Notices } from '../../../people/notices';
import { PlacePublicity, serviceHoursErrors } from '../../service-hours';
import { VolunteerDirectory } from '../../../people/volunteers';
import { openingErrors } from '../errors';
import {
  OpeningObjectionRepository,
  type OpeningObjectionStatus,
  type PublicOpeningRow,
} from '../persistence/opening-objection.repository';

export interface RaiseOpeningObjectionCommand {
  readonly rowId: string;
  readonly grounds: string;
  readonly evidence?: string;
}

export interface OpeningObjectionRef {
  readonly id: string;
  readonly rowId: string;
  readonly status: OpeningObjectionStatus;
}

/** While old hours are public anyone concerned may object; the objection holds this line and no other. */
@Injectable()
export class RaiseOpeningObjection {
  constructor(
    private readonly commands: Commands,
    private readonly objections: OpeningObjectionRepository,
    private readonly volunteers: VolunteerDirectory,
    private readonly publicity: PlacePublicity,
    private readonly notices: Notices,
    private readonly ids: IdSource,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws VOLUNTEER_ACCOUNT_REQUIRED, OPENING_ROW_UNKNOWN, OBJECTION_NOT_CONCERNED, OPENING_ROW_NOT_PUBLIC,
   *   OBJECTION_OPEN, CALENDAR_YEAR_MISSING
   */
  async execute(context: CommandContext, command: RaiseOpeningObjectionCommand): Promise<OpeningObjectionRef> {
    const raisedByVolunteerId = requireVolunteer(context.actor);
    return this.commands.run(context, 'openings.object', command, async (tx) => {
      const row = await this.objections.holdRow(tx, command.rowId);
      if (!row) throw openingErrors.refuse('OPENING_ROW_UNKNOWN');
      if (!(await this.isConcerned(tx, raisedByVolunteerId, row))) {
        throw serviceHoursErrors.refuse('OBJECTION_NOT_CONCERNED');
      }
      if (row.status !== 'PUBLICITY') throw openingErrors.refuse('OPENING_ROW_NOT_PUBLIC');
      if (await this.objections.isOpen(tx, row)) throw serviceHoursErrors.refuse('OBJECTION_OPEN');
      const raisedAt = this.clock.now();
      const id = this.ids.next();
      await this.objections.insert(tx, {
        ...{ id, rowId: row.id, volunteerId: row.volunteerId, raisedBy: actorIdOf(context.actor), raisedByVolunteerId },
        ...{ grounds: command.grounds, evidence: command.evidence ?? null, raisedAt },
        answerUntil: await this.publicity.answerUntil(tx, raisedAt, row.divisionPath),
      });
      // Who objected is not said: an objection must not cost anybody a neighbour.
      if (raisedByVolunteerId !== row.volunteerId) {
        const { volunteerId, documentTitle: title } = row;
        await this.notices.send(tx, [{ volunteerId, kind: 'OLD_HOURS_OBJECTION', subjectKey: id, data: { title } }]);
      }
      return { id, rowId: row.id, status: 'OPEN' as const };
    });
  }

  /** The person of the line, or somebody whose place is, or lies inside, the place of the file or of the person. */
  private async isConcerned(tx: Transaction, volunteerId: string, row: PublicOpeningRow): Promise<boolean> {
    if (volunteerId === row.volunteerId) return true;
    const objector = await this.volunteers.activeById(volunteerId, tx);
    const subject = await this.volunteers.byId(row.volunteerId, tx);
    return [subject.divisionPath, row.divisionPath].some((path) => objector.divisionPath.startsWith(path));
  }
}
