import { Injectable } from '@nestjs/common';
import type { LocalDay } from '../../../kernel/local-day';
import { type Transaction, UnitOfWork } from '../../../platform/data/database/unit-of-work';
import type { TieFacts } from '../../../platform/security/decisions';
import { decodeCursor, limitOf, type Page, pageOf, type PageQuery } from '../../../platform/delivery/http/paging';
import type { PrintedCheckpoint } from '../../../ledger/evidence';
import type { IneligibleReason } from '../domain/eligibility';
import type { ComponentLine } from '../domain/rank-candidates';
import type { CandidateFacts, RoleSummary } from '../domain/score-sheet';
import { type HeadRole, type SelectionPolicy, selectionPolicySchema } from '../domain/selection-policy';
import type { TieBreaker } from '../domain/tie-break';
import { selectionErrors } from '../errors';

export const roundStatuses = ['DRAFT', 'COMMITTEE', 'CONFIRMED', 'CANCELLED'] as const;
export type RoundStatus = (typeof roundStatuses)[number];

/** What a ranking was computed from; set once by the freeze. */
export interface RoundSnapshot {
  /** ISO text: the instant of the snapshot. */
  readonly takenAt: string;
  /** Entries of all accounts in the pool at that instant. */
  readonly ledgerEntries: number;
  /** SHA-256 over the heads of those accounts, in hex. */
  readonly ledgerDigest: string;
  /** The ledger's newest checkpoint at that instant; left out where there was none. */
  readonly checkpoint?: PrintedCheckpoint;
  readonly policyVersion: string;
  /** Versions of the rules that made the counted entries. */
  readonly ruleVersions: readonly string[];
  /** The public lot is drawn from it. */
  readonly lotSeed: string;
  readonly roles: readonly RoleSummary[];
}

export interface RoundHead {
  readonly id: string;
  readonly divisionId: string;
  readonly divisionName: string;
  readonly divisionPath: string;
  readonly name: string;
  /** Both days inclusive. */
  readonly periodFrom: LocalDay;
  readonly periodTo: LocalDay;
  readonly roles: readonly HeadRole[];
  readonly status: RoundStatus;
  /** Instants are ISO texts. */
  readonly frozenAt: string | null;
  readonly decidedAt: string | null;
  readonly createdBy: string;
  readonly createdAt: string;
  readonly version: number;
}

export interface RoundView extends RoundHead {
  readonly basisDocument: string;
  readonly conditions: string | null;
  readonly policyVersion: string;
  readonly policy: SelectionPolicy;
  readonly snapshot: RoundSnapshot | null;
  readonly decidedBy: string | null;
  readonly decisionNote: string | null;
  readonly cancelReason: string | null;
}

/** A stored line of a score sheet. */
export interface StoredLine {
  readonly appointmentId: string;
  readonly volunteerId: string;
  readonly role: HeadRole;
  readonly divisionId: string;
  readonly divisionName: string;
  readonly communityId: string;
  readonly communityName: string;
  readonly ineligibleReasons: readonly IneligibleReason[];
  readonly components: readonly ComponentLine[];
  readonly totalHundredths: number | null;
  readonly place: number | null;
  readonly isProposed: boolean;
  readonly tieDecidedBy: TieBreaker | null;
  readonly facts: CandidateFacts;
}

/** A line of one head together with the round it stands in. */
export interface LineOfRound extends StoredLine {
  readonly roundId: string;
  readonly roundName: string;
  readonly periodFrom: LocalDay;
  readonly periodTo: LocalDay;
  readonly status: RoundStatus;
  readonly confirmedAt: Date | null;
}

const lineColumns = `l.appointment_id as "appointmentId", l.volunteer_id as "volunteerId", l.role,
  l.division_id as "divisionId", d.name as "divisionName", l.community_id as "communityId",
  c.name as "communityName", l.ineligible_reasons as "ineligibleReasons", l.components,
  l.total_hundredths as "totalHundredths", l.place, l.is_proposed as "isProposed",
  l.tie_note as "tieDecidedBy", l.facts`;

type Instants = 'frozenAt' | 'decidedAt' | 'createdAt';
type RoundRecord<View extends RoundHead> = Omit<View, Instants> & {
  readonly frozenAt: Date | null;
  readonly decidedAt: Date | null;
  readonly createdAt: Date;
};

const headColumns = `r.id, r.division_id as "divisionId", d.name as "divisionName", d.path as "divisionPath", r.name,
  r.period_from::text as "periodFrom", r.period_to::text as "periodTo", r.roles, r.status, r.frozen_at as "frozenAt",
  r.decided_at as "decidedAt", r.created_by as "createdBy",
  r.created_at as "createdAt", r.version`;

const detailColumns = `${headColumns}, r.basis_document as "basisDocument", r.conditions,
  r.policy_version as "policyVersion", r.policy, r.snapshot, r.decided_by as "decidedBy",
  r.decision_note as "decisionNote", r.cancel_reason as "cancelReason"`;

/** Answers every question about selection rounds and their score sheets. */
@Injectable()
export class RoundDirectory {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** @throws SELECTION_ROUND_UNKNOWN */
  async byId(id: string, tx?: Transaction): Promise<RoundView> {
    const [record] = await this.query<RoundRecord<RoundView>>(
      `select ${detailColumns} from selection_round r join division d on d.id = r.division_id where r.id = $1`,
      [id],
      tx,
    );
    if (!record) throw selectionErrors.refuse('SELECTION_ROUND_UNKNOWN');
    return { ...withTexts<RoundView>(record), policy: selectionPolicySchema.parse(record.policy) };
  }

  /** Rounds inside the scopes, newest first. */
  async list(scopes: readonly string[], query: PageQuery): Promise<Page<RoundHead>> {
    const after = decodeCursor(query, 2);
    const rows = await this.query<RoundRecord<RoundHead>>(
      `select ${headColumns}
       from selection_round r join division d on d.id = r.division_id
       where d.path like any(select s || '%' from unnest($1::text[]) s)
         and ($2::timestamptz is null or (r.created_at, r.id) < ($2, $3::uuid))
       order by r.created_at desc, r.id desc limit $4`,
      [scopes, after?.[0] ?? null, after?.[1] ?? null, limitOf(query) + 1],
    );
    return pageOf(
      rows,
      limitOf(query),
      (row) => [row.createdAt.toISOString(), row.id],
      (row) => withTexts<RoundHead>(row),
    );
  }

  /** The score sheet: by role, eligible candidates by place, then the others by division. */
  async lines(roundId: string, role?: HeadRole, tx?: Transaction): Promise<readonly StoredLine[]> {
    return this.query<StoredLine>(
      `select ${lineColumns}
       from selection_line l join division d on d.id = l.division_id join division c on c.id = l.community_id
       where l.round_id = $1 and ($2::text is null or l.role = $2)
       order by array_position(array['GRID_HEAD', 'BUILDING_HEAD', 'UNIT_HEAD'], l.role), l.place nulls last, d.path,
         l.appointment_id`,
      [roundId, role ?? null],
      tx,
    );
  }

  /** A head's own lines, newest period first, of rounds that are frozen and not cancelled; found by round and appointment. */
  async linesOfVolunteer(volunteerId: string, appointmentIds: readonly string[]): Promise<readonly LineOfRound[]> {
    return this.query<LineOfRound>(
      `select ${lineColumns}, r.id as "roundId", r.name as "roundName", r.period_from::text as "periodFrom",
         r.period_to::text as "periodTo", r.status,
         case when r.status = 'CONFIRMED' then r.decided_at end as "confirmedAt"
       from selection_line l join selection_round r on r.id = l.round_id join division d on d.id = l.division_id
         join division c on c.id = l.community_id
       where l.volunteer_id = $1 and l.appointment_id = any ($2::uuid[]) and r.status in ('COMMITTEE', 'CONFIRMED')
       order by r.period_to desc, r.id desc, l.appointment_id limit 100`,
      [volunteerId, appointmentIds],
    );
  }

  /** What ties somebody to a round: its candidates, who made it, and who gave them scores, offices or points in it. */
  async tiesOf(round: Pick<RoundView, 'id' | 'createdBy' | 'createdAt'>, tx?: Transaction): Promise<TieFacts> {
    const [ties = { concerned: [], hands: [] }] = await this.query<Pick<TieFacts, 'concerned' | 'hands'>>(
      `select array(select distinct volunteer_id from selection_line where round_id = $1) as concerned,
         selection_hands($1) as hands`,
      [round.id],
      tx,
    );
    return { askedBy: round.createdBy, ...ties, beganAt: new Date(round.createdAt) };
  }

  private async query<Row>(sql: string, parameters: readonly unknown[], tx?: Transaction): Promise<Row[]> {
    return tx ? tx.query<Row>(sql, parameters) : this.unitOfWork.read<Row>(sql, parameters);
  }
}

function withTexts<View extends RoundHead>(
  record: RoundRecord<View>,
): Omit<View, Instants> & Pick<RoundHead, Instants> {
  return {
    ...record,
    frozenAt: record.frozenAt?.toISOString() ?? null,
    decidedAt: record.decidedAt?.toISOString() ?? null,
    createdAt: record.createdAt.toISOString(),
  };
}
