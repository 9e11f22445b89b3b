import { randomUUID } from 'node:crypto';
import { LedgerPosting, type Posting, ReverseCause } from '../../../src/ledger/ledger';
import { ShowLedger, type StatementQuery } from '../../../src/ledger/ledger/application/show-ledger';
import { UnitOfWork } from '../../../src/platform/data/database/unit-of-work';
import { encodeCursor } from '../../../src/platform/delivery/http/paging';
import { type Actor, anonymous, type UserActor } from '../../../src/platform/foundation/actor/actor';
import { PeopleBuilder, type StreetTree } from '../../builders/people.builder';
import { postingOf } from '../../builders/posting.builder';
import { volunteerActor } from '../../builders/service.builder';
import { letAnyCausePost } from '../../support/any-cause';
import { bootApp, type BootedApp } from '../../support/boot-app';

/**
 * The order of refusals is part of the contract: a caller who does several things wrong at once is always told the same.
 * Each table names the refusals in order of precedence, and each row does its own wrong and every later one as well.
 */
let booted: BootedApp;
let tree: StreetTree;
let residentId: string;

const manual = (change: Partial<Posting>) => postingOf({ causeKind: 'MANUAL', ...change });
const post = (postings: readonly Posting[]) =>
  booted.get(UnitOfWork).run((tx) => booted.get(LedgerPosting).post(tx, postings, 'system:test'));

beforeAll(async () => {
  booted = await bootApp({ role: 'api' });
  await letAnyCausePost(booted.database);
  const people = new PeopleBuilder(booted);
  tree = await people.street();
  residentId = (await people.volunteer(tree.unit.id)).id;
});
afterAll(() => booted.close());

/** A code of the refusal table, or what a broken invariant says. */
async function refusalOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'nothing refused',
    (error: unknown) =>
      typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
        ? error.code
        : (error as Error).message,
  );
}

async function entryCount(volunteerId: string): Promise<number> {
  const [row] = await booted
    .get(UnitOfWork)
    .read<{ count: number }>('select count(*)::int as count from ledger_entry where volunteer_id = $1', [volunteerId]);
  return row?.count ?? 0;
}

describe('posting refuses, in this order', () => {
  const faults: readonly (readonly [string, string])[] = [
    ['a posting that can never be', 'the amount is not a whole number other than 0'],
    ['the reversal of nothing', 'a reversal does not take back one whole posting'],
    ['a second reversal', 'LEDGER_ALREADY_REVERSED'],
    ['minutes below zero', 'LEDGER_BALANCE_TOO_LOW'],
    ['a cause that posts something else than before', 'a cause that has posted before posts something else'],
  ];

  it.each(faults.map(([fault, refusal], index) => [index + 1, fault, refusal] as const))(
    '%i. %s',
    async (row, _, refusal) => {
      const volunteerId = randomUUID();
      const reversed = manual({ volunteerId, amount: 100 });
      const posted = manual({ volunteerId, amount: 50 });
      await post([reversed, posted]);
      await post([reversalOf(reversed, 1)]);
      const wrongs = [
        manual({ volunteerId, amount: 0 }),
        reversalOf(reversed, 9),
        reversalOf(reversed, 1),
        manual({ volunteerId, amount: -51, reason: 'EXPIRY' }),
        { ...posted, amount: 49 },
      ];
      const fine = manual({ volunteerId, amount: 1, accountKind: 'POINT_TENTHS', reason: 'BONUS' });
      for (const order of [wrongs.slice(row - 1), wrongs.slice(row - 1).reverse()]) {
        expect(await refusalOf(post([fine, ...order]))).toBe(refusal);
      }
      expect(await entryCount(volunteerId)).toBe(3);
    },
  );

  function reversalOf(posting: Posting, reversesSeq: number): Posting {
    return {
      ...posting,
      amount: -posting.amount,
      reason: 'REVERSAL',
      causeKind: 'REVERSAL',
      causeId: randomUUID(),
      reversesSeq,
    };
  }
});

describe('taking a cause back is refused, in this order', () => {
  const usedReversalId = randomUUID();
  const rows: readonly (readonly [string, string, (posted: Posting) => readonly Posting[], boolean])[] = [
    ['a cause that never posted', 'LEDGER_CAUSE_UNKNOWN', () => [], false],
    ['a cause that was taken back', 'LEDGER_ALREADY_REVERSED', (posted) => [posted], true],
    [
      'minutes that are no longer there',
      'LEDGER_BALANCE_TOO_LOW',
      (posted) => [posted, { ...posted, amount: -posted.amount, reason: 'EXPIRY', causeId: randomUUID() }],
      false,
    ],
    [
      'a reversal that was another one before',
      'a cause that has posted before posts something else',
      (posted) => [posted],
      false,
    ],
  ];

  it.each(rows.map((row, index) => [index + 1, ...row] as const))('%i. %s', async (_, __, refusal, before, isTaken) => {
    const volunteerId = randomUUID();
    // Another reversal has used the id that every row will use, on the account of points: the last refusal of all.
    const points = { volunteerId, accountKind: 'POINT_TENTHS', reason: 'BONUS' } as const;
    const other = manual({ ...points, amount: 30 });
    const posted = manual({ volunteerId, amount: 60 });
    await post([other]);
    await takeBack(volunteerId, other.causeId, usedReversalId);
    const postings = before(posted);
    await post([...postings, ...postings.slice(0, 1).map(({ causeId }) => manual({ ...points, causeId, amount: 10 }))]);
    if (isTaken) await takeBack(volunteerId, posted.causeId, randomUUID());
    const count = await entryCount(volunteerId);
    expect(await refusalOf(takeBack(volunteerId, posted.causeId, usedReversalId))).toBe(refusal);
    expect(await entryCount(volunteerId)).toBe(count);
  });

  function takeBack(volunteerId: string, causeId: string, reversalId: string) {
    return booted
      .get(UnitOfWork)
      .run((tx) =>
        booted.get(ReverseCause).execute(tx, { volunteerId, causeId, reversalId, recordedBy: 'system:test' }),
      );
  }
});

describe('a statement is refused, in this order', () => {
  const nobody: UserActor = { ...volunteerActor(randomUUID()), volunteerId: null };
  const backwards = { from: new Date('2026-11-02'), until: new Date('2026-11-01') };
  const wrong = { ...backwards, after: encodeCursor(['?', 'x', 1]) };

  const rows: readonly (readonly [string, string, () => Promise<unknown>])[] = [
    ['to those who have not signed in', 'SIGN_IN_REQUIRED', () => statement(anonymous, null, wrong)],
    ['of one’s own, without a volunteer', 'VOLUNTEER_ACCOUNT_REQUIRED', () => statement(nobody, null, wrong)],
    ['of nobody', 'VOLUNTEER_UNKNOWN', () => statement(nobody, randomUUID(), wrong)],
    ['without the permission', 'PERMISSION_MISSING', () => statement(nobody, residentId, wrong)],
    [
      'outside of the scope',
      'SCOPE_FOREIGN',
      () => statement(PeopleBuilder.actor('COMMUNITY_WORKER', tree.otherCommunity), residentId, wrong),
    ],
    ['of a time that ends before it begins', 'LEDGER_RANGE_INVALID', () => statement(worker(), residentId, wrong)],
    [
      'from a page that is none',
      'CURSOR_INVALID',
      () => statement(worker(), residentId, { after: encodeCursor(['?', 'x', 1]) }),
    ],
  ];

  it.each(rows.map((row, index) => [index + 1, ...row] as const))('%i. %s', async (_, __, refusal, ask) => {
    expect(await refusalOf(ask())).toBe(refusal);
  });

  it.each([
    '',
    'x',
    encodeCursor([1, '0']),
    encodeCursor([1.5, '0', 1]),
    encodeCursor([1, '1e9', 1]),
    encodeCursor([1, '9'.repeat(40), 1]),
  ])('whatever stands where a page position should: %s', async (after) => {
    expect(await refusalOf(statement(worker(), residentId, { after }))).toBe('CURSOR_INVALID');
  });

  const worker = () => PeopleBuilder.actor('COMMUNITY_WORKER', tree.community);

  function statement(actor: Actor, volunteerId: string | null, query: Partial<StatementQuery>) {
    return booted.get(ShowLedger).statement(actor, volunteerId, { accountKind: 'SERVICE_MINUTES', ...query });
  }
});
