import { CreatePlatform1764000000000 } from './1764000000000-create-platform';
import { CreatePeople1764000100000 } from './1764000100000-create-people';
import { CreateActivities1764000200000 } from './1764000200000-create-activities';
import { CreateLedger1764000300000 } from './1764000300000-create-ledger';
import { CreateAwards1764000400000 } from './1764000400000-create-awards';
import { GuardFacts1764000500000 } from './1764000500000-guard-facts';
import { CreateEvidence1764100000000 } from './1764100000000-create-evidence';
import { GuardLedgerWrites1764100100000 } from './1764100100000-guard-ledger-writes';
import { CreateLedgerInputs1764100110000 } from './1764100110000-create-ledger-inputs';
import { NameVolunteerLeaves1764100120000 } from './1764100120000-name-volunteer-leaves';
import { CreateReadModels1764100200000 } from './1764100200000-create-read-models';
import { PlaceLedger1764100400000 } from './1764100400000-place-ledger';
import { CreatePunchWays1764100600000 } from './1764100600000-create-punch-ways';
import { TwoPeopleDecide1764100700000 } from './1764100700000-two-people-decide';
import { TellPeople1764100710000 } from './1764100710000-tell-people';
import { CreateDutyCalendars1764100720000 } from './1764100720000-create-duty-calendars';
import { RecomputePeriods1764100730000 } from './1764100730000-recompute-periods';
import { WatchForAbuse1764100740000 } from './1764100740000-watch-for-abuse';
import { TraceAudit1764200100000 } from './1764200100000-trace-audit';
import { StrengthenSignIn1764200110000 } from './1764200110000-strengthen-sign-in';
import { ImportPeople1764200200000 } from './1764200200000-import-people';
import { SearchVolunteers1764200210000 } from './1764200210000-search-volunteers';
import { MergeAndTransferPeople1764200220000 } from './1764200220000-merge-and-transfer-people';
import { GiveSubjectsKeys1764200300000 } from './1764200300000-give-subjects-keys';
import { CloseAccounts1764200310000 } from './1764200310000-close-accounts';
import { GuardMinors1764200320000 } from './1764200320000-guard-minors';
import { LinkExternalIdentities1764200400000 } from './1764200400000-link-external-identities';
import { SendSmsReceipts1764200500000 } from './1764200500000-send-sms-receipts';
import { CorrectIdentities1764200510000 } from './1764200510000-correct-identities';
import { ShowMergedNumbers1764200520000 } from './1764200520000-show-merged-numbers';
import { ClaimCodes1764200600000 } from './1764200600000-claim-codes';
import { AllowSignalLimits1764200610000 } from './1764200610000-allow-signal-limits';
import { PostInOneStatement1764200800000 } from './1764200800000-post-in-one-statement';
import { AuditsOnRequest1764200900000 } from './1764200900000-audits-on-request';
import { RaiseAlerts1764200910000 } from './1764200910000-raise-alerts';
import { DecideByTwo1764300000000 } from './1764300000000-decide-by-two';
import { DeclareCauses1764300100000 } from './1764300100000-declare-causes';
import { ChoosePrintedIdNumber1764300200000 } from './1764300200000-choose-printed-id-number';
import { CheckIdNumbers1764300200010 } from './1764300200010-check-id-numbers';
import { ChooseInstallation1764300300000 } from './1764300300000-choose-installation';
import { SetUpOnce1764300310000 } from './1764300310000-set-up-once';
import { TakeAttendanceByAnother1764300400000 } from './1764300400000-take-attendance-by-another';
import { TwoGiveRoles1764300500000 } from './1764300500000-two-give-roles';
import { ChangeRulesByTwo1764300600000 } from './1764300600000-change-rules-by-two';
import { OneRuleOnWhoDecides1764300700000 } from './1764300700000-one-rule-on-who-decides';
import { AgreeOnMerges1764300700010 } from './1764300700010-agree-on-merges';
import { GuardVolunteerAccess1764300800000 } from './1764300800000-guard-volunteer-access';
import { CorrectByTwo1764400000000 } from './1764400000000-correct-by-two';
import { StandApartInRounds1764400000010 } from './1764400000010-stand-apart-in-rounds';
import { RenameByTwo1764400000020 } from './1764400000020-rename-by-two';
import { ReverseOpeningsByTwo1764400000030 } from './1764400000030-reverse-openings-by-two';
import { DeputiesAndRelease1764400100000 } from './1764400100000-deputies-and-release';
import { BuyNothing1764400200000 } from './1764400200000-buy-nothing';
import { PublishOldHours1764400300000 } from './1764400300000-publish-old-hours';
import { VisitRegistrations1764400310000 } from './1764400310000-visit-registrations';
import { KeepKindsAsData1764500000000 } from './1764500000000-keep-kinds-as-data';
import { FindShiftsByTime1764500100000 } from './1764500100000-find-shifts-by-time';
import { TellWhatToBring1764500200000 } from './1764500200000-tell-what-to-bring';
import { SwitchHonours1764500300000 } from './1764500300000-switch-honours';
import { MarkHeavySignups1764500400000 } from './1764500400000-mark-heavy-signups';
import { AskGuardiansByText1764500800000 } from './1764500800000-ask-guardians-by-text';
import { FindWhatWaits1764500800010 } from './1764500800010-find-what-waits';
import { CountWhatWaits1764501000000 } from './1764501000000-count-what-waits';
import { FindRecords1764501000010 } from './1764501000010-find-records';
import { HoldGuardianRequests1764501100000 } from './1764501100000-hold-guardian-requests';
import { FindImportedPeople1764501300000 } from './1764501300000-find-imported-people';
import { FindActivities1764501400000 } from './1764501400000-find-activities';
import { FindCertificates1764501500000 } from './1764501500000-find-certificates';
import { FindAuditLines1764501600000 } from './1764501600000-find-audit-lines';
import { SuspendAccounts1764501610000 } from './1764501610000-suspend-accounts';
import { HoldSuspensions1764502000000 } from './1764502000000-hold-suspensions';

/**
 * All migrations in the order of their timestamps, in which they run. A list, not a glob, so that the build, the tests and the
 * CLI run the same ones.
 */
export const migrations = [
  CreatePlatform1764000000000,
  CreatePeople1764000100000,
  CreateActivities1764000200000,
  CreateLedger1764000300000,
  CreateAwards1764000400000,
  GuardFacts1764000500000,
  CreateEvidence1764100000000,
  GuardLedgerWrites1764100100000,
  CreateLedgerInputs1764100110000,
  NameVolunteerLeaves1764100120000,
  CreateReadModels1764100200000,
  PlaceLedger1764100400000,
  CreatePunchWays1764100600000,
  TwoPeopleDecide1764100700000,
  TellPeople1764100710000,
  CreateDutyCalendars1764100720000,
  RecomputePeriods1764100730000,
  WatchForAbuse1764100740000,
  TraceAudit1764200100000,
  StrengthenSignIn1764200110000,
  ImportPeople1764200200000,
  SearchVolunteers1764200210000,
  MergeAndTransferPeople1764200220000,
  GiveSubjectsKeys1764200300000,
  CloseAccounts1764200310000,
  GuardMinors1764200320000,
  LinkExternalIdentities1764200400000,
  SendSmsReceipts1764200500000,
  CorrectIdentities1764200510000,
  ShowMergedNumbers1764200520000,
  ClaimCodes1764200600000,
  AllowSignalLimits1764200610000,
  PostInOneStatement1764200800000,
  AuditsOnRequest1764200900000,
  RaiseAlerts1764200910000,
  DecideByTwo1764300000000,
  DeclareCauses1764300100000,
  ChoosePrintedIdNumber1764300200000,
  CheckIdNumbers1764300200010,
  ChooseInstallation1764300300000,
  SetUpOnce1764300310000,
  TakeAttendanceByAnother1764300400000,
  TwoGiveRoles1764300500000,
  ChangeRulesByTwo1764300600000,
  OneRuleOnWhoDecides1764300700000,
  AgreeOnMerges1764300700010,
  GuardVolunteerAccess1764300800000,
  CorrectByTwo1764400000000,
  StandApartInRounds1764400000010,
  RenameByTwo1764400000020,
  ReverseOpeningsByTwo1764400000030,
  DeputiesAndRelease1764400100000,
  BuyNothing1764400200000,
  PublishOldHours1764400300000,
  VisitRegistrations1764400310000,
  KeepKindsAsData1764500000000,
  FindShiftsByTime1764500100000,
  TellWhatToBring1764500200000,
  SwitchHonours1764500300000,
  MarkHeavySignups1764500400000,
  AskGuardiansByText1764500800000,
  FindWhatWaits1764500800010,
  CountWhatWaits1764501000000,
  FindRecords1764501000010,
  HoldGuardianRequests1764501100000,
  FindImportedPeople1764501300000,
  FindActivities1764501400000,
  FindCertificates1764501500000,
  FindAuditLines1764501600000,
  SuspendAccounts1764501610000,
  HoldSuspensions1764502000000,
];
