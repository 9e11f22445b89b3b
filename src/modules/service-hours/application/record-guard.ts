import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../../platform/database/unit-of-work';
import { requireScope } from '../../../platform/identity/access';
import { type Actor, actorIdOf } from '../../../platform/identity/actor';
import { DivisionDirectory } from '../../divisions';
import { HouseholdDirectory } from '../../households';
import { TeamDirectory } from '../../teams';
import { approverProblem } from '../domain/approver-rules';
import type { CapLevel } from '../domain/cap-decision';
import { serviceHoursErrors } from '../errors';
import type { ServiceRecord } from '../persistence/service-record';
import { ServiceRecordRepository } from '../persistence/service-record.repository';

export interface ReviewOptions {
  /** Default: record.review. */
  readonly permission?: 'record.review' | 'ledger.reverse';
  /** STREET asks for the permission over the whole street and not for the place of the record alone. */
  readonly level?: CapLevel;
}

/** Who may decide about a record. */
@Injectable()
export class RecordGuard {
  constructor(
    private readonly records: ServiceRecordRepository,
    private readonly divisions: DivisionDirectory,
    private readonly teams: TeamDirectory,
    private readonly households: HouseholdDirectory,
  ) {}

  /** The record, its person and itself held until the end of the transaction. @throws RECORD_UNKNOWN */
  async hold(tx: Transaction, recordId: string): Promise<ServiceRecord> {
    const [owner] = await tx.query<{ volunteerId: string }>(
      'select volunteer_id as "volunteerId" from service_record where id = $1',
      [recordId],
    );
    if (!owner) throw serviceHoursErrors.refuse('RECORD_UNKNOWN');
    // The person first, as in computing, so that the two never wait for each other.
    await this.records.lockVolunteers(tx, [owner.volunteerId]);
    const record = await this.records.find(tx, recordId);
    if (!record) throw serviceHoursErrors.refuse('RECORD_UNKNOWN');
    return record;
  }

  /** Path of the division that held the activity. */
  async divisionPathOf(tx: Transaction, record: ServiceRecord): Promise<string> {
    return (await this.divisions.byId(record.divisionId, tx)).path;
  }

  /**
   * Refuses who may not decide: somebody without the permission for the place, the volunteer, the volunteer's household,
   * a member of the team about the team's leader.
   *
   * @throws PERMISSION_MISSING, SCOPE_FOREIGN, RECORD_OWN, RECORD_OWN_HOUSEHOLD, RECORD_OWN_LEADER
   */
  async requireReviewer(
    tx: Transaction,
    actor: Actor,
    record: ServiceRecord,
    { permission = 'record.review', level = 'COMMUNITY' }: ReviewOptions = {},
  ): Promise<void> {
    const placePath = await this.divisionPathOf(tx, record);
    requireScope(actor, permission, level === 'STREET' ? await this.streetPathOf(tx, placePath) : placePath);
    await this.requireIndependent(tx, actor, record);
  }

  /**
   * Refuses who stands too near: the volunteer, the volunteer's household, a member of the team about the team's leader,
   * and who leads the team or counts as the same as who does.
   *
   * @throws RECORD_OWN, RECORD_OWN_HOUSEHOLD, RECORD_OWN_LEADER, RECORD_OWN_TEAM
   */
  async requireIndependent(
    tx: Transaction,
    actor: Actor,
    about: Pick<ServiceRecord, 'volunteerId' | 'teamId' | 'shiftId'>,
  ): Promise<void> {
    const ownId = actor.kind === 'USER' ? actor.volunteerId : null;
    if (ownId === null) return this.requireOutside(tx, actor, about);
    const problem = approverProblem({
      isVolunteer: ownId === about.volunteerId,
      isHousehold: await this.households.areTogether(ownId, about.volunteerId, tx),
      isMemberOfLedTeam: await this.isMemberUnder(tx, ownId, about),
      isRecorder: false,
    });
    if (problem) throw serviceHoursErrors.refuse(problem);
    await this.requireOutside(tx, actor, about);
  }

  /** Who led the team, or stood in for its leader, when the shift was on the plan is not outside of it. */
  private async requireOutside(
    tx: Transaction,
    actor: Actor,
    about: Pick<ServiceRecord, 'teamId' | 'shiftId'>,
  ): Promise<void> {
    const [row] = await tx.query<{ leads: boolean }>(
      'select leads_team_since($1, $2, ties_of_shift_since($3)) as leads',
      [actorIdOf(actor), about.teamId, about.shiftId],
    );
    if (row?.leads === true) throw serviceHoursErrors.refuse('RECORD_OWN_TEAM');
  }

  /** Rule §2.3: who recorded is not who approves. @throws RECORDER_IS_APPROVER */
  requireSecondPerson(actor: Actor, record: ServiceRecord): void {
    if (record.recordedBy.includes(actorIdOf(actor))) throw serviceHoursErrors.refuse('RECORDER_IS_APPROVER');
  }

  private async isMemberUnder(
    tx: Transaction,
    volunteerId: string,
    about: Pick<ServiceRecord, 'volunteerId' | 'teamId'>,
  ): Promise<boolean> {
    const team = await this.teams.byId(about.teamId, tx);
    if (team.leaderVolunteerId !== about.volunteerId) return false;
    return this.teams.isActiveMember(team.id, volunteerId, tx);
  }

  /** A place above every street (a district's own activity) stands for itself. */
  private async streetPathOf(tx: Transaction, placePath: string): Promise<string> {
    const above = await this.divisions.ancestorsOf(placePath, tx);
    return above.find(({ kind }) => kind === 'STREET')?.path ?? placePath;
  }
}
