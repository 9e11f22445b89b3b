import { Injectable } from '@nestjs/common';
import { type LocalDay, localDayOf } from '../../../../kernel/local-day';
import { Clock } from '../../../../platform/foundation/clock/clock';
import { decodeCursor, limitOf, type Page, pageOf, type PageQuery } from '../../../../platform/delivery/http/paging';
import { requireScope, requireVolunteer } from '../../../../platform/security/identity/access';
import { type Actor, decidingScopesOf, scopesOf } from '../../../../platform/foundation/actor/actor';
import type { Standing } from '../../../../platform/security/decisions';
import { DivisionDirectory } from '../../../../place/divisions';
import { PublicNames, VolunteerDirectory } from '../../../../people/volunteers';
import { serviceHoursErrors } from '../../errors';
import {
  type EvidenceGrade,
  type RecordFlag,
  type RecordStatus,
  type ServiceRecord,
  traceSentences,
} from '../../computing';
import { RecordDirectory, type RecordOrder } from '../persistence/record-directory';
import { RecordStandings } from './record-standings';

/** A record in lists. Instants are ISO 8601. */
export interface RecordSummary {
  readonly id: string;
  readonly activityTitle: string;
  readonly servedOn: string;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly kind: string;
  readonly category: string;
  readonly status: string;
  readonly rawMinutes: number;
  readonly creditedMinutes: number;
  readonly pendingMinutes: number;
  /** Above a day cap, approved and posted after the confirmation. */
  readonly grantedMinutes: number;
  readonly grade: string;
  readonly isGradePending: boolean;
  readonly flags: readonly string[];
  readonly publicityUntil: string | null;
  readonly version: number;
}

export interface StaffRecord extends RecordSummary {
  readonly volunteerId: string;
  readonly volunteerNo: string;
  readonly name: string;
  readonly shiftId: string;
  readonly revision: number;
  readonly proposedOutAt: string | null;
  readonly proposalReason: string | null;
  readonly decisionReason: string | null;
  /** Why each minute counted or did not, one Chinese sentence per step. */
  readonly explanation: readonly string[];
}

export interface OwnRecord extends RecordSummary {
  readonly shiftId: string;
  readonly revision: number;
  readonly decisionReason: string | null;
  readonly explanation: readonly string[];
}

/** A line of the public list: the name only as far as its owner agreed. */
export interface PublicRecord {
  readonly id: string;
  readonly name: string;
  readonly activityTitle: string;
  readonly servedOn: string;
  readonly creditedMinutes: number;
  readonly grade: string;
  readonly publicityUntil: string | null;
  /** Objected to and not answered yet: it waits, whatever the day. */
  readonly isHeld: boolean;
}

export interface PlaceQuery extends PageQuery {
  readonly divisionId?: string;
}

export interface RecordsQuery extends PlaceQuery {
  readonly status?: readonly RecordStatus[];
  readonly volunteerId?: string;
  readonly shiftId?: string;
  readonly activityId?: string;
  /** Local days of service, both included. */
  readonly from?: LocalDay;
  readonly until?: LocalDay;
  readonly grade?: EvidenceGrade;
  readonly flag?: RecordFlag;
  /** Default: the latest service first. */
  readonly order?: RecordOrder;
}

/** What somebody has to decide: deputies of a place see it, and nothing else there. */
const WAITING: RecordStatus = 'UNDER_REVIEW';
const waitingScopes = (actor: Actor): readonly string[] => decidingScopesOf(actor, 'record.review');

const keyOf = (record: ServiceRecord): readonly string[] => [record.startsAt.toISOString(), record.id];

/** Shows records: to staff in their scope, to the volunteer, and to everybody concerned during publicity. */
@Injectable()
export class ListRecords {
  constructor(
    private readonly records: RecordDirectory,
    private readonly divisions: DivisionDirectory,
    private readonly volunteers: VolunteerDirectory,
    private readonly publicNames: PublicNames,
    private readonly standings: RecordStandings,
    private readonly clock: Clock,
  ) {}

  /** @throws DIVISION_UNKNOWN, CURSOR_INVALID, RECORD_DAYS_INVALID */
  async forStaff(actor: Actor, query: RecordsQuery): Promise<Page<StaffRecord & Standing>> {
    const { status: statuses = [], volunteerId, shiftId, activityId, from, until, grade, flag } = query;
    if (from !== undefined && until !== undefined && until < from) {
      throw serviceHoursErrors.refuse('RECORD_DAYS_INVALID', { field: 'until' });
    }
    const isWaitingOnly = statuses.length > 0 && statuses.every((status) => status === WAITING);
    const rows = await this.records.list({
      scopes: [...scopesOf(actor, 'record.read'), ...(isWaitingOnly ? waitingScopes(actor) : [])],
      divisionPath: (await this.pathOf(query)) ?? undefined,
      ...{ statuses, volunteerId, shiftId, activityId, from, until, grade, flag },
      order: query.order ?? 'NEWEST',
      limit: limitOf(query),
      after: decodeCursor(query, 2),
    });
    const names = await this.volunteers.displayNames(rows.map((record) => record.volunteerId));
    const page = pageOf(rows, limitOf(query), keyOf, (record) => record);
    const items = await this.standings.ofReview(actor, page.items, (record) =>
      staffRecordOf(record, names.get(record.volunteerId)),
    );
    return { items, next: page.next };
  }

  /** A record that the reader may see: of the own places, or waiting for the reader as a deputy. @throws RECORD_UNKNOWN, SCOPE_FOREIGN */
  async readable(actor: Actor, id: string): Promise<ServiceRecord> {
    const record = await this.records.byId(id);
    if (!record) throw serviceHoursErrors.refuse('RECORD_UNKNOWN');
    const division = await this.divisions.byId(record.divisionId);
    const isForDeputy =
      record.status === WAITING && waitingScopes(actor).some((scope) => division.path.startsWith(scope));
    if (!isForDeputy) requireScope(actor, 'record.read', division.path);
    return record;
  }

  /** @throws RECORD_UNKNOWN, SCOPE_FOREIGN */
  async one(actor: Actor, id: string): Promise<StaffRecord & Standing> {
    const record = await this.readable(actor, id);
    const names = await this.volunteers.displayNames([record.volunteerId]);
    const [told] = await this.standings.ofReview(actor, [record], () =>
      staffRecordOf(record, names.get(record.volunteerId)),
    );
    if (!told) throw serviceHoursErrors.refuse('RECORD_UNKNOWN');
    return told;
  }

  /** @throws VOLUNTEER_ACCOUNT_REQUIRED, CURSOR_INVALID */
  async own(actor: Actor, query: PageQuery): Promise<Page<OwnRecord>> {
    const rows = await this.records.ofVolunteer(requireVolunteer(actor), decodeCursor(query, 2), limitOf(query));
    return pageOf(rows, limitOf(query), keyOf, (record) => ({ ...summaryOf(record), ...detailsOf(record) }));
  }

  /** What is being made public at a place, to everybody: no minors, names by consent. @throws DIVISION_UNKNOWN, CURSOR_INVALID */
  async inPublicity(query: PlaceQuery): Promise<Page<PublicRecord>> {
    const rows = await this.records.inPublicity({
      divisionPath: await this.pathOf(query),
      today: localDayOf(this.clock.nowMs()),
      limit: limitOf(query),
      after: decodeCursor(query, 2),
    });
    const ids = rows.map((record) => record.volunteerId);
    const nameOf = await this.publicNames.of(ids, 'PUBLICITY');
    return pageOf(rows, limitOf(query), keyOf, (record) => {
      const { id, activityTitle, servedOn, creditedMinutes, grade, publicityUntil } = summaryOf(record);
      return {
        id,
        name: nameOf(record.volunteerId).text,
        activityTitle,
        servedOn,
        creditedMinutes,
        grade,
        publicityUntil,
        isHeld: record.isHeld,
      };
    });
  }

  private async pathOf({ divisionId }: PlaceQuery): Promise<string | null> {
    return divisionId === undefined ? null : (await this.divisions.byId(divisionId)).path;
  }
}

/** A record as lists show it. */
export function summaryOf(record: ServiceRecord): RecordSummary {
  const { id, activityTitle, servedOn, kind, category, status, rawMinutes, creditedMinutes, grade } = record;
  return {
    ...{ id, activityTitle, servedOn, kind, category, status, rawMinutes, creditedMinutes, grade },
    startsAt: record.startsAt.toISOString(),
    endsAt: record.endsAt.toISOString(),
    pendingMinutes: record.pendingCommunityMinutes + record.pendingStreetMinutes,
    grantedMinutes: record.grantedMinutes,
    isGradePending: record.isGradePending,
    flags: record.flags,
    publicityUntil: record.publicityUntil?.toISOString() ?? null,
    version: record.version,
  };
}

/** What lists show beside it of a record. */
export function detailsOf(record: ServiceRecord): Omit<OwnRecord, keyof RecordSummary> {
  return {
    shiftId: record.shiftId,
    revision: record.revision,
    decisionReason: record.decisionReason,
    explanation: traceSentences(record.trace),
  };
}

function staffRecordOf(
  record: ServiceRecord,
  person: { readonly name: string | null; readonly maskedName: string; readonly volunteerNo: string } | undefined,
): StaffRecord {
  return {
    ...summaryOf(record),
    ...detailsOf(record),
    volunteerId: record.volunteerId,
    volunteerNo: person?.volunteerNo ?? '',
    name: person?.name ?? person?.maskedName ?? '*',
    proposedOutAt: record.proposedOutAt?.toISOString() ?? null,
    proposalReason: record.proposalReason,
  };
}
