import { CreatePlatform1764000000000 } from './1764000000000-create-platform';
import { CreatePeople1764000100000 } from './1764000100000-create-people';
import { CreateActivities1764000200000 } from './1764000200000-create-activities';
import { CreateLedger1764000300000 } from './1764000300000-create-ledger';
import { CreateAwards1764000400000 } from './1764000400000-create-awards';
import { GuardFacts1764000500000 } from './1764000500000-guard-facts';
import { CreatePunchWays1764100600000 } from './1764100600000-create-punch-ways';

/** All migrations in order. A list, not a glob, so that the build, the tests and the CLI run the same ones. */
export const migrations = [
  CreatePlatform1764000000000,
  CreatePeople1764000100000,
  CreateActivities1764000200000,
  CreateLedger1764000300000,
  CreateAwards1764000400000,
  GuardFacts1764000500000,
  CreatePunchWays1764100600000,
];
