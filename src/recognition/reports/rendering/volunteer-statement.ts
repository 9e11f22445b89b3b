import type { LocalDay } from '../../../kernel/local-day';
import type { CheckpointNote } from '../../../ledger/evidence';

export interface StatementEntry {
  readonly seq: number;
  /** When it happened, and when the ledger learned of it. */
  readonly effectiveOn: LocalDay;
  readonly recordedOn: LocalDay;
  /** In Chinese: 服务, 奖励, 兑换, 冲正 … */
  readonly reasonLabel: string;
  readonly description: string;
  /** Signed, in the account's unit. */
  readonly amount: number;
  readonly balanceAfter: number;
  /** The entry this one reverses; null for others. */
  readonly reversesSeq: number | null;
  readonly ruleVersion: string;
}

export interface StatementAccount {
  /** In Chinese: 服务时长, 培训学时, 积分. */
  readonly label: string;
  readonly unit: 'minutes' | 'pointTenths';
  /** Before the first entry shown. */
  readonly openingBalance: number;
  /** In the order of the ledger. */
  readonly entries: readonly StatementEntry[];
  readonly ledgerSeal: { readonly lastSeq: number; readonly hash: string };
}

/** Everything on a 个人台账对账单: each account with all its entries in a period. */
export interface VolunteerStatement {
  readonly volunteerName: string;
  readonly volunteerNo: string;
  readonly organisation: string;
  readonly periodStart: LocalDay;
  /** The last day, included. */
  readonly periodEnd: LocalDay;
  readonly preparedOn: LocalDay;
  /** The newest checkpoint of the whole ledger at the moment of the statement. */
  readonly checkpoint: CheckpointNote;
  readonly accounts: readonly StatementAccount[];
}
