import type { LocalDay } from '../../../kernel/local-day';
import type { CheckpointNote } from '../../../ledger/evidence';

/** What the raw figure of a component counts; it decides how the sheet shows it. */
export type RawUnit = 'minutes' | 'pointTenths' | 'hundredths' | 'count';

export interface ReportComponent {
  /** In Chinese, as the head of its columns: 服务时长, 积分, 考评 … */
  readonly label: string;
  readonly rawUnit: RawUnit;
  /** Out of 100, after any redistribution. */
  readonly weight: number;
}

export interface ReportComponentScore {
  /** In the component's unit; null where there is no figure. */
  readonly raw: number | null;
  /** 0…10000, hundredths of a point out of 100. */
  readonly normalisedHundredths: number;
  readonly weightedHundredths: number;
}

export interface ReportLine {
  readonly place: number;
  /** The name as it may be shown: the caller masks it where the consent for ranking display is missing. */
  readonly displayName: string;
  readonly isNameMasked: boolean;
  readonly communityName: string;
  readonly divisionName: string;
  readonly serviceMinutes: number;
  readonly pointTenths: number;
  readonly assessmentHundredths: number | null;
  /** In the order of the role's components. */
  readonly components: readonly ReportComponentScore[];
  readonly totalHundredths: number;
  /** Why this place where the total is shared; '' otherwise. */
  readonly tieNote: string;
  readonly isProposed: boolean;
}

export interface ReportRole {
  /** 网格长, 楼栋长, 单元长, or what the street calls them. */
  readonly label: string;
  readonly seats: number;
  readonly components: readonly ReportComponent[];
  readonly lines: readonly ReportLine[];
}

export interface IneligibleCandidate {
  readonly displayName: string;
  readonly roleLabel: string;
  readonly communityName: string;
  readonly divisionName: string;
  /** Chinese sentences. */
  readonly reasons: readonly string[];
}

/**
 * Everything a 评选报告 shows. rule: the ranking is a proposal and a named committee decides; the report names its
 * basis and the snapshot it was computed from, so that it can be computed again.
 */
export interface SelectionReport {
  readonly roundName: string;
  readonly organisation: string;
  readonly preparedOn: LocalDay;
  readonly basisDocument: string;
  readonly conditions: string;
  readonly periodStart: LocalDay;
  /** The last day, included. */
  readonly periodEnd: LocalDay;
  readonly scope: string;
  readonly snapshot: {
    readonly id: string;
    readonly frozenOn: LocalDay;
    readonly ledgerSeals: readonly { readonly label: string; readonly lastSeq: number; readonly hash: string }[];
    /** The newest checkpoint of the whole ledger when the round was frozen. */
    readonly checkpoint: CheckpointNote;
    readonly policyVersions: readonly { readonly label: string; readonly version: string }[];
    /** The published seed of the lot that settles what all tie-breaks leave open. */
    readonly lotSeed: string;
  };
  readonly roles: readonly ReportRole[];
  readonly ineligible: readonly IneligibleCandidate[];
  /** How it was computed, in Chinese sentences, in the order of the computation. */
  readonly method: readonly string[];
  readonly committee: {
    readonly name: string;
    readonly members: readonly { readonly name: string; readonly duty: string }[];
    readonly decidedOn?: LocalDay;
    readonly decisionNote?: string;
  };
}
