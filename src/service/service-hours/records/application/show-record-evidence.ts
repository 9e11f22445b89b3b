import { Injectable } from '@nestjs/common';
import { DomainError } from '../../../../kernel/domain-error';
import { addDays, type LocalDay, localDayOf, startOfDayMs } from '../../../../kernel/local-day';
import { TeamDirectory } from '../../../../people/teams';
import { VolunteerDirectory } from '../../../../people/volunteers';
import { DivisionDirectory } from '../../../../place/divisions';
import { AuditLog } from '../../../../platform/data/audit/audit-log';
import { type Transaction, UnitOfWork } from '../../../../platform/data/database/unit-of-work';
import { type Actor, scopesOf } from '../../../../platform/foundation/actor/actor';
import { Clock } from '../../../../platform/foundation/clock/clock';
import { ActivityDirectory } from '../../../activities';
import { AttendanceDirectory, type ShownPunch } from '../../../attendance';
import { PersonSignals } from '../../../oversight';
import { type HoursPolicy, PublicityPeriods, type ServiceRecord } from '../../computing';
import { phoneSentence, placeWords } from '../domain/place-words';
import { methodWords, type RecordStep } from '../domain/record-steps';
import { type RecentRecord, RecordDirectory, type RecordYear } from '../persistence/record-directory';
import { ListRecords } from './list-records';
import { RecordCourses, spanOf, type TimeSpan } from './record-course';
import { RecordStandings } from './record-standings';

export interface EvidencePunch {
  readonly direction: 'IN' | 'OUT';
  readonly punchedAt: string;
  /** How it was made, as the end of 「签到…」. */
  readonly methodWords: string;
  readonly placeWords: string | null;
  readonly recordedBy: string;
  readonly isReplaced: boolean;
}

/** Another record of the same person that lies on the same day. */
export interface SameDayRecord extends TimeSpan {
  readonly recordId: string;
  readonly activityTitle: string;
  readonly status: string;
  readonly creditedMinutes: number;
  readonly counted: readonly TimeSpan[];
}

/** Everything that whoever reviews a record looks at. Instants are ISO 8601. */
export interface RecordEvidence {
  readonly recordId: string;
  readonly divisionName: string;
  readonly placeName: string;
  readonly teamName: string;
  readonly leaderName: string | null;
  readonly planned: TimeSpan;
  readonly breaks: readonly TimeSpan[];
  readonly counted: readonly TimeSpan[];
  readonly steps: readonly RecordStep[];
  readonly punches: readonly EvidencePunch[];
  readonly sameDay: readonly SameDayRecord[];
  /** Credited minutes of the day, this record included, and how many count without anybody's approval. */
  readonly day: { readonly creditedMinutes: number; readonly automaticMinutes: number };
  readonly phone: string | null;
  readonly doubts: readonly { readonly sentence: string; readonly isConfirmed: boolean; readonly raisedAt: string }[];
  readonly recent: readonly RecentRecord[];
  readonly year: RecordYear;
  /** The last day of publicity, were it approved now; null where it does not wait or the calendar is not known. */
  readonly publicUntilIfApproved: LocalDay | null;
}

/**
 * Shows how a record came about and what stands beside it. The same day is told of other places too, because minutes count
 * once; what else the person did elsewhere only to whoever has to decide about the record now. The person finds the look in
 * the own data.
 */
@Injectable()
export class ShowRecordEvidence {
  constructor(
    private readonly lists: ListRecords,
    private readonly records: RecordDirectory,
    private readonly courses: RecordCourses,
    private readonly standings: RecordStandings,
    private readonly attendance: AttendanceDirectory,
    private readonly activities: ActivityDirectory,
    private readonly teams: TeamDirectory,
    private readonly divisions: DivisionDirectory,
    private readonly volunteers: VolunteerDirectory,
    private readonly signals: PersonSignals,
    private readonly periods: PublicityPeriods,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** @throws RECORD_UNKNOWN, SCOPE_FOREIGN, POLICY_MISSING */
  async execute(actor: Actor, recordId: string): Promise<RecordEvidence> {
    const record = await this.lists.readable(actor, recordId);
    const scopes = await this.recentScopes(actor, record);
    const evidence = await this.unitOfWork.snapshot(async (tx) => {
      const { plan, planNow, steps, breaks, counted } = await this.courses.of(tx, record);
      const punches = await this.attendance.shownPunches(tx, record.shiftId, record.volunteerId);
      return {
        recordId,
        ...(await this.whereItWas(tx, record)),
        planned: { startsAt: plan.shift.startsAt.toISOString(), endsAt: plan.endsAt.toISOString() },
        ...{ breaks, counted, steps: steps.map(toStaff) },
        punches: punches.map(punchOf),
        ...(await this.dayOf(tx, record, plan.policy)),
        phone: phoneSentence(punches.map(({ othersByDevice }) => othersByDevice)),
        doubts: await this.doubtsOf(tx, actor, record),
        recent: await this.records.recentOf(tx, record.volunteerId, record.id, scopes),
        year: await this.records.yearOf(tx, record.volunteerId, localDayOf(this.clock.nowMs()), scopes),
        publicUntilIfApproved: await this.publicUntil(tx, record, planNow.policy),
      };
    });
    await this.unitOfWork.run((tx) =>
      this.audit.record(tx, actor, {
        action: 'service-hours.show-evidence',
        subjectKind: 'volunteer',
        subjectId: record.volunteerId,
        details: { recordId },
      }),
    );
    return evidence;
  }

  /** Where the recent records and the year are told from: everywhere to who may decide about the record, else the own places. */
  private async recentScopes(actor: Actor, record: ServiceRecord): Promise<readonly string[]> {
    const [told] = await this.standings.ofReview(actor, [record], ({ id }) => ({ id }));
    return told?.mayDecide === true ? ['/'] : scopesOf(actor, 'record.read');
  }

  private async whereItWas(
    tx: Transaction,
    record: ServiceRecord,
  ): Promise<Pick<RecordEvidence, 'divisionName' | 'placeName' | 'teamName' | 'leaderName'>> {
    const division = await this.divisions.byId(record.divisionId, tx);
    const { placeName } = await this.activities.byId(record.activityId, tx);
    const { name: teamName, leaderVolunteerId } = await this.teams.byId(record.teamId, tx);
    const leader = leaderVolunteerId === null ? [] : [leaderVolunteerId];
    const names = await this.volunteers.displayNames(leader, tx);
    const leaderName = leaderVolunteerId === null ? null : (names.get(leaderVolunteerId)?.name ?? null);
    return { divisionName: division.name, placeName, teamName, leaderName };
  }

  private async dayOf(
    tx: Transaction,
    record: ServiceRecord,
    policy: HoursPolicy,
  ): Promise<Pick<RecordEvidence, 'sameDay' | 'day'>> {
    const day = record.servedOn as LocalDay;
    const [from, until] = [new Date(startOfDayMs(day)), new Date(startOfDayMs(addDays(day, 1)))];
    const live = await this.records.liveOf(tx, record.volunteerId, from, until);
    const others = live.filter(({ id }) => id !== record.id);
    const own = live.length === others.length ? 0 : record.creditedMinutes;
    return {
      sameDay: others.map(sameDayOf),
      day: {
        creditedMinutes: others.reduce((sum, { creditedMinutes }) => sum + creditedMinutes, own),
        automaticMinutes: policy.dayCaps.automaticMinutes,
      },
    };
  }

  private async doubtsOf(tx: Transaction, actor: Actor, record: ServiceRecord): Promise<RecordEvidence['doubts']> {
    const found = await this.signals.of(record.volunteerId, scopesOf(actor, 'record.read'), tx);
    return found.map(({ sentence, isConfirmed, raisedAt }) => {
      return { sentence, isConfirmed, raisedAt: raisedAt.toISOString() };
    });
  }

  private async publicUntil(tx: Transaction, record: ServiceRecord, policy: HoursPolicy): Promise<LocalDay | null> {
    if (record.status !== 'UNDER_REVIEW') return null;
    try {
      const { publicityUntil } = await this.periods.from(tx, this.clock.now(), policy, false);
      return localDayOf(publicityUntil.getTime() - 1);
    } catch (error) {
      // Without a calendar nothing is approved either, and that refusal says why.
      if (error instanceof DomainError) return null;
      throw error;
    }
  }
}

/** The sentences speak to the person of the record. */
function toStaff(step: RecordStep): RecordStep {
  return { ...step, sentence: step.sentence.replaceAll('您', '本人') };
}

function punchOf({ direction, method, punchedAt, place, distanceMeters, ...punch }: ShownPunch): EvidencePunch {
  return {
    ...{ direction, recordedBy: punch.recordedBy, isReplaced: punch.isReplaced },
    punchedAt: punchedAt.toISOString(),
    methodWords: methodWords[method],
    placeWords: placeWords(place, distanceMeters),
  };
}

function sameDayOf(record: ServiceRecord): SameDayRecord {
  const { id: recordId, activityTitle, status, creditedMinutes } = record;
  return {
    ...{ recordId, activityTitle, status, creditedMinutes },
    startsAt: record.startsAt.toISOString(),
    endsAt: record.endsAt.toISOString(),
    counted: record.creditedIntervals.map(spanOf),
  };
}
