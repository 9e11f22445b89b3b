import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../../../platform/data/database/unit-of-work';
import type { Actor } from '../../../../platform/foundation/actor/actor';
import { DecisionGuard, type Matter, type TeamOfShift, type TieFacts } from '../../../../platform/security/decisions';
import { DivisionDirectory, type PlaceOfStreet } from '../../../../place/divisions';
import type { CapLevel } from '../domain/cap-decision';
import { serviceHoursErrors } from '../../errors';
import { type ServiceRecord, ServiceRecordRepository } from '../../computing';

const NOT_ASKED = 'system:not-asked';

export interface ReviewOptions {
  /** STREET asks for the permission over the whole street and not for the place of the record alone. */
  readonly level?: CapLevel;
  /** Who asked, where somebody did besides recording. */
  readonly askedBy?: string;
  /** The one who recorded it may do this: what is recorded anew is reviewed by another. */
  readonly areHandsFree?: boolean;
}

/** What of a record says who may decide about it. */
export type ReviewedRecord = TeamOfShift &
  Pick<ServiceRecord, 'volunteerId' | 'recordedBy' | 'startsAt'> & { readonly divisionId: string };

/** What ties somebody to a record: its person, whose punches it was computed from, and who led the team of its shift. */
export function recordTies(record: ReviewedRecord, askedBy = NOT_ASKED): TieFacts {
  const { recordedBy: hands, volunteerId, startsAt: beganAt, teamId, shiftId } = record;
  return { askedBy, hands, concerned: [volunteerId], beganAt, outsideOf: { teamId, shiftId } };
}

/** What the guard needs to know of a record, or of something about it, that waits for somebody. */
export function recordMatter(
  record: ReviewedRecord,
  place: PlaceOfStreet,
  { level = 'COMMUNITY', askedBy, areHandsFree = false }: ReviewOptions = {},
): Matter {
  return {
    permission: 'record.review',
    divisionPath: level === 'STREET' ? place.streetPath : place.path,
    ...recordTies(record, askedBy),
    ...(areHandsFree && { hands: [] }),
  };
}

/** Who may decide about a record. */
@Injectable()
export class RecordGuard {
  constructor(
    private readonly records: ServiceRecordRepository,
    private readonly divisions: DivisionDirectory,
    private readonly guard: DecisionGuard,
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
   * Refuses who may not decide: somebody without the permission for the place, the volunteer, the volunteer's household or
   * a member of a team that the volunteer leads, each as of any time since the shift began, who recorded it, and who
   * leads the team or counts as the same as who does.
   *
   * @throws PERMISSION_MISSING, SCOPE_FOREIGN, DECISION_OWN, DECISION_OWN_HOUSEHOLD, DECISION_OWN_LEADER,
   *   DECISION_HANDS_IN_IT, DECISION_SAME_PERSON, RECORD_OWN_TEAM
   */
  async requireReviewer(
    tx: Transaction,
    actor: Actor,
    record: ServiceRecord,
    options: ReviewOptions = {},
  ): Promise<void> {
    const place = (await this.placesOf([record], tx)).get(record.divisionId);
    if (!place) throw serviceHoursErrors.refuse('RECORD_UNKNOWN');
    await this.guard.requireDecider(tx, actor, recordMatter(record, place, options));
  }

  /** Where records belong to, by the id of their division. */
  async placesOf(
    records: readonly { readonly divisionId: string }[],
    tx?: Transaction,
  ): Promise<ReadonlyMap<string, PlaceOfStreet>> {
    return this.divisions.withStreets(
      records.map(({ divisionId }) => divisionId),
      tx,
    );
  }

  /**
   * Refuses who stands too near to enter somebody.
   *
   * @throws DECISION_OWN, DECISION_OWN_HOUSEHOLD, DECISION_OWN_LEADER
   */
  async requireIndependent(
    tx: Transaction,
    actor: Actor,
    about: { readonly volunteerId: string; readonly beganAt: Date },
  ): Promise<void> {
    await this.guard.requireUntied(tx, actor, [about.volunteerId], about.beganAt);
  }
}
