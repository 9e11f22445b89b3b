import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import {
  accountKinds,
  LedgerInvariantBroken,
  LedgerPosting,
  LedgerVerifier,
  type Posting,
  ReverseCause,
} from '../../../src/ledger/ledger';
import { RecountReadModels, RefreshRanking } from '../../../src/ledger/ranking';
import { UnitOfWork } from '../../../src/platform/data/database/unit-of-work';
import { DomainError } from '../../../src/kernel/domain-error';
import { letAnyCausePost } from '../../support/any-cause';
import { bootApp, type BootedApp } from '../../support/boot-app';
import {
  type ModelCommand,
  type ModelEntry,
  type ModelLedger,
  type ModelPosting,
  type Outcome,
  possibleSteps,
  type Refusal,
} from '../../support/ledger-model';

/** More runs for a long night: LEDGER_MODEL_RUNS=2000. */
const RUNS = Number(process.env['LEDGER_MODEL_RUNS'] ?? 25);
const PEOPLE = 2;

let booted: BootedApp;

beforeAll(async () => {
  booted = await bootApp({ role: 'api' });
  await letAnyCausePost(booted.database);
});
afterAll(() => booted.close());

interface Model {
  ledger: ModelLedger;
}

/** The real ledger, and the ids behind the model's small numbers; every run has people and causes of its own. */
class Real {
  private readonly ids = new Map<string, string>();

  async carryOut(command: ModelCommand): Promise<Outcome> {
    const unitOfWork = booted.get(UnitOfWork);
    try {
      if (command.kind === 'REVERSE') {
        const { person, cause, reversal } = command;
        const results = await unitOfWork.run((tx) =>
          booted.get(ReverseCause).execute(tx, {
            volunteerId: this.id(`person ${person}`),
            causeId: this.id(cause),
            reversalId: this.id(reversal),
            recordedBy: 'system:test',
          }),
        );
        return { results };
      }
      const postings = command.postings.map((posting) => this.postingOf(posting));
      const work = (tx: Parameters<LedgerPosting['post']>[0]) =>
        booted.get(LedgerPosting).post(tx, postings, 'system:test');
      return { results: await (command.kind === 'POST' ? unitOfWork.run(work) : unitOfWork.dryRun(work)) };
    } catch (error) {
      if (error instanceof LedgerInvariantBroken) return { refusal: 'BROKEN' };
      if (error instanceof DomainError) return { refusal: error.code as Refusal };
      throw error;
    }
  }

  /** What is in the database, in the model's words. */
  async entries(): Promise<ModelLedger> {
    const people = Array.from({ length: PEOPLE }, (_, person) => this.id(`person ${person}`));
    const rows = await booted.get(UnitOfWork).read<Record<string, string | null>>(
      `select e.volunteer_id, e.account_kind, e.seq, e.amount, e.balance_after, e.reason, e.cause_id, e.reverses_seq,
         a.balance, a.seq as last_seq
       from ledger_account a join ledger_entry e on e.volunteer_id = a.volunteer_id and e.account_kind = a.kind
       where a.volunteer_id = any ($1) order by e.volunteer_id, e.account_kind, e.seq`,
      [people],
    );
    const names = new Map([...this.ids].map(([name, id]) => [id, name]));
    return rows.map((row, index) => {
      const next = rows[index + 1];
      const isLast = next?.['volunteer_id'] !== row['volunteer_id'] || next?.['account_kind'] !== row['account_kind'];
      if (isLast) expect([row['balance'], row['last_seq']]).toEqual([row['balance_after'], row['seq']]);
      return {
        person: people.indexOf(row['volunteer_id']!),
        account: row['account_kind'] as ModelEntry['account'],
        seq: Number(row['seq']),
        amount: Number(row['amount']),
        balanceAfter: Number(row['balance_after']),
        reason: row['reason'] as ModelEntry['reason'],
        cause: names.get(row['cause_id']!) ?? 'unknown',
        reversesSeq: row['reverses_seq'] === null ? null : Number(row['reverses_seq']),
      };
    });
  }

  private postingOf({ person, account, amount, reason, cause, reversesSeq }: ModelPosting): Posting {
    return {
      volunteerId: this.id(`person ${person}`),
      accountKind: account,
      amount,
      reason,
      issuerDivisionId: this.id('issuer'),
      causeKind: cause.startsWith('R') ? 'REVERSAL' : 'MANUAL',
      causeId: this.id(cause),
      ...(reversesSeq !== undefined && { reversesSeq }),
      ruleVersion: 'hours-1',
      effectiveAt: new Date('2026-11-02T01:00:00Z'),
    };
  }

  private id(name: string): string {
    const known = this.ids.get(name) ?? randomUUID();
    this.ids.set(name, known);
    return known;
  }
}

/**
 * One client's command, or those of several clients at the same moment. What they are answered, and what the ledger is
 * afterwards, has to be what some order of them one after the other would have made.
 */
class AtOnce implements fc.AsyncCommand<Model, Real> {
  constructor(
    private readonly commands: readonly ModelCommand[],
    private readonly seen: Set<string>,
  ) {}

  check(): boolean {
    return true;
  }

  async run(model: Model, real: Real): Promise<void> {
    const possible = possibleSteps(model.ledger, this.commands);
    const outcomes = await Promise.all(this.commands.map((command) => real.carryOut(command)));
    const entries = await real.entries();
    const found = possible.find(
      (steps) =>
        isDeepStrictEqual(
          steps.map(({ outcome }) => outcome),
          outcomes,
        ) && isDeepStrictEqual(sorted(steps[0]!.ledger), sorted(entries)),
    );
    if (!found) {
      const expected = possible.map((steps) => steps.map(({ outcome }) => outcome));
      throw new Error(`answered ${JSON.stringify(outcomes)}\npossible ${JSON.stringify(expected)}`);
    }
    model.ledger = found[0]!.ledger;
    for (const outcome of outcomes) {
      if ('refusal' in outcome) this.seen.add(outcome.refusal);
      else for (const { isNew } of outcome.results) this.seen.add(isNew ? 'POSTED' : 'REPEATED');
    }
  }

  toString(): string {
    return JSON.stringify(this.commands);
  }
}

function sorted(ledger: ModelLedger): readonly ModelEntry[] {
  const keyOf = ({ person, account, seq }: ModelEntry) => `${person} ${account} ${String(seq).padStart(9, '0')}`;
  return [...ledger].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

const person = fc.nat(PEOPLE - 1);
const account = fc.constantFrom(...accountKinds);
const cause = fc.nat(4).map((number) => `M${number}`);
const reversal = fc.nat(3).map((number) => `R${number}`);
const small = fc.integer({ min: 1, max: 3 }).map((hours) => hours * 60);

/** What is posted every day: few people, causes and amounts, so that clients meet and repetitions are common. */
const plain = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ person, account, amount: small, reason: fc.constant('SERVICE' as const), cause }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      person,
      account,
      amount: small.map((amount) => -amount),
      reason: fc.constantFrom('EXPIRY' as const, 'PENALTY' as const),
      cause,
    }),
  },
);
/** What no client should send. */
const wrong: fc.Arbitrary<ModelPosting> = fc.record({
  person,
  account,
  amount: fc.constantFrom(0, -60, 0.5, 10_000_001),
  reason: fc.constant('SERVICE' as const),
  cause,
});
const reversing: fc.Arbitrary<ModelPosting> = fc.record({
  person,
  account,
  amount: small.map((amount) => -amount),
  reason: fc.constant('REVERSAL' as const),
  cause: reversal,
  reversesSeq: fc.integer({ min: 1, max: 3 }),
});

const postings = fc.oneof(
  { weight: 8, arbitrary: fc.array(plain, { minLength: 1, maxLength: 3 }) },
  { weight: 1, arbitrary: fc.tuple(plain, wrong) },
  { weight: 2, arbitrary: fc.tuple(reversing) },
);
const command: fc.Arbitrary<ModelCommand> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('POST' as const), postings }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('DRY_RUN' as const), postings }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('REVERSE' as const), person, cause, reversal }) },
);
/** The same command five times over, as a queue delivers it on a bad day. */
const repeated = command.map((one) => [one, one, one, one, one]);
const atOnce = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(command) },
  { weight: 3, arbitrary: fc.array(command, { minLength: 2, maxLength: 4 }) },
  { weight: 1, arbitrary: repeated },
);

describe('the ledger', () => {
  it('answers and keeps what the model says, whatever several clients send, repeat, change and take back', async () => {
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(
        fc.commands([atOnce.map((commands) => new AtOnce(commands, seen))], { maxCommands: 20, size: 'max' }),
        async (commands) => {
          const model: Model = { ledger: [] };
          await fc.asyncModelRun(() => ({ model, real: new Real() }), commands);
        },
      ),
      { numRuns: RUNS },
    );
    // The runs are worth something only where everything that can happen has happened.
    expect([...seen].sort()).toEqual([
      'BROKEN',
      'LEDGER_ALREADY_REVERSED',
      'LEDGER_BALANCE_TOO_LOW',
      'LEDGER_CAUSE_UNKNOWN',
      'POSTED',
      'REPEATED',
    ]);
    expect((await booted.get(LedgerVerifier).verify()).findings).toEqual([]);
    await booted.get(RefreshRanking).execute(null);
    expect(await booted.get(RecountReadModels).execute()).toEqual({ drifts: [], laggingCount: 0 });
  }, 600_000);
});
