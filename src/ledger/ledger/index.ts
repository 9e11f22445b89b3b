/** The only door of this module. */
export { HoldAccounts } from './application/hold-accounts';
export { LedgerPosting } from './application/ledger-posting';
export { type LinkedAccount, LinkedAccounts, sumOf } from './application/linked-accounts';
export {
  type LedgerFinding,
  type LedgerVerification,
  LedgerVerifier,
  type VerificationProgress,
} from './application/ledger-verifier';
export { ReverseCause, type ReverseCauseCommand } from './application/reverse-cause';
export {
  type AccountKind,
  accountKinds,
  type CauseKind,
  causeKinds,
  MAX_AMOUNT,
  type Posting,
  type PostingReason,
  postingReasons,
  type PostingResult,
} from './domain/posting';
export { ledgerErrors, LedgerInvariantBroken } from './errors';
export { LedgerModule } from './ledger.module';
export { entriesReversed, type LedgerEvent, ledgerPosted } from './ledger-jobs';
export { type AccountPosition, type AsOf, type Balances, LedgerReader } from './persistence/ledger-reader';
export {
  type StatementLine,
  type StatementPosition,
  type StatementQuestion,
  StatementReader,
  type StatementTotals,
} from './persistence/statement-reader';
export {
  badEntriesSql,
  badMonthsSql,
  badRecordsSql,
  leavesSql,
  ledgerQuestions,
  manualPostingAct,
} from './persistence/verification-sql';
