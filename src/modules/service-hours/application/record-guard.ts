import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../../platform/database/unit-of-work';
import { requireScope } from '../../../platform/identity/access';
import { type Actor, actorIdOf } from '../../../platform/identity/actor';
import { DivisionDirectory } from '../../divisions';
import { TeamDirectory } from '../../teams';
import { serviceHoursErrors } from '../errors';
import type { ServiceRecord } from '../persistence/service-record';
import { ServiceRecordRepository } from '../persistence/service-record.repository';

/** Who may decide about a record. */
@Injectable()
export class RecordGuard {
  constructor(
    private readonly records: ServiceRecordRepository,
    private readonly divisions: DivisionDirectory,
    private readonly teams: TeamDirectory,
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
   * Refuses who may not decide: somebody without the permission for the place, the volunteer, a member of the team about
   * the team's leader.
   *
   * @throws PERMISSION_MISSING, SCOPE_FOREIGN, RECORD_OWN, RECORD_OWN_LEADER
   */
  async requireReviewer(
    tx: Transaction,
    actor: Actor,
    record: ServiceRecord,
    permission: 'record.review' | 'ledger.reverse' = 'record.review',
  ): Promise<void> {
    requireScope(actor, permission, await this.divisionPathOf(tx, record));
    const ownId = actor.kind === 'USER' ? actor.volunteerId : null;
    if (ownId === null) return;
    if (ownId === record.volunteerId) throw serviceHoursErrors.refuse('RECORD_OWN');
    const team = await this.teams.byId(record.teamId, tx);
    const isAboutLeader = team.leaderVolunteerId === record.volunteerId;
    if (isAboutLeader && (await this.teams.isActiveMember(team.id, ownId, tx))) {
      throw serviceHoursErrors.refuse('RECORD_OWN_LEADER');
    }
  }

  /** Rule §2.3: who recorded is not who approves. @throws RECORDER_IS_APPROVER */
  requireSecondPerson(actor: Actor, record: ServiceRecord): void {
    if (record.recordedBy.includes(actorIdOf(actor))) throw serviceHoursErrors.refuse('RECORDER_IS_APPROVER');
  }
}
