import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  LedgerInvariantBroken,
  LedgerPosting,
  LedgerReader,
  type Posting,
  ReverseCause,
} from '../../../src/ledger/ledger';
import { UnitOfWork } from '../../../src/platform/data/database/unit-of-work';
import { letAnyCausePost } from '../../support/any-cause';
import { bootApp, type BootedApp } from '../../support/boot-app';
import { postingOf } from '../../builders/posting.builder';

let booted: BootedApp;
let unitOfWork: UnitOfWork;
let ledger: LedgerPosting;
let reader: LedgerReader;
let reverse: ReverseCause;

const post = (...postings: Posting[]) => unitOfWork.run((tx) => ledger.post(tx, postings, 'system:test'));
const takeBack = (volunteerId: string, causeId: string) =>
  unitOfWork.run((tx) =>
    reverse.execute(tx, { volunteerId, causeId, reversalId: randomUUID(), recordedBy: 'system:test' }),
  );

beforeAll(async () => {
  booted = await bootApp({ role: 'api' });
  await letAnyCausePost(booted.database);
  unitOfWork = booted.get(UnitOfWork);
  ledger = booted.get(LedgerPosting);
  reader = booted.get(LedgerReader);
  reverse = booted.get(ReverseCause);
});
afterAll(() => booted.close());

/** Volunteers whose postings go to the same partition. */
async function peopleOfOneLeaf(count: number): Promise<readonly string[]> {
  const rows = await unitOfWork.read<{ id: string }>(
    `select id from (select gen_random_uuid() as id from generate_series(1, 50 * 64)) v where volunteer_leaf(id) = 7 limit $1`,
    [count],
  );
  return rows.map(({ id }) => id);
}

/** Settles when somebody waits for another transaction. */
async function waitsForLock(): Promise<void> {
  const sql = `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
  while ((await unitOfWork.read(sql)).length === 0) await sleep(5);
}

describe('posting', () => {
  it('numbers an account without gaps and keeps the running balance', async () => {
    const volunteerId = randomUUID();
    const results = await post(
      postingOf({ volunteerId, amount: 120 }),
      postingOf({ volunteerId, amount: 30, accountKind: 'POINT_TENTHS' }),
      postingOf({ volunteerId, amount: 60 }),
    );
    expect(results).toEqual([
      { isNew: true, seq: 1, amount: 120, balanceAfter: 120 },
      { isNew: true, seq: 1, amount: 30, balanceAfter: 30 },
      { isNew: true, seq: 2, amount: 60, balanceAfter: 180 },
    ]);
    expect(await reader.balances(volunteerId)).toEqual({ serviceMinutes: 180, trainingMinutes: 0, pointTenths: 30 });
  });

  it('posts a cause once, also inside one call, and answers a repetition with the first numbers', async () => {
    const posting = postingOf({ amount: 45 });
    const first = await post(posting, posting);
    expect(first.map(({ isNew, seq }) => [isNew, seq])).toEqual([
      [true, 1],
      [false, 1],
    ]);
    await post(postingOf({ volunteerId: posting.volunteerId, amount: 5 }));
    expect(await post(posting)).toEqual([{ isNew: false, seq: 1, amount: 45, balanceAfter: 45 }]);
    expect((await reader.balances(posting.volunteerId)).serviceMinutes).toBe(50);
  });

  it('refuses a cause that posts another amount, and leaves nothing of the call behind', async () => {
    const posting = postingOf({ amount: 45 });
    await post(posting);
    const other = postingOf({});
    await expect(post(other, { ...posting, amount: 46 })).rejects.toBeInstanceOf(LedgerInvariantBroken);
    await expect(post(postingOf({ amount: 0 }))).rejects.toBeInstanceOf(LedgerInvariantBroken);
    expect((await reader.balances(other.volunteerId)).serviceMinutes).toBe(0);
  });

  it('posts 2,500 at once for one person and for many, in the order given', async () => {
    const volunteerId = randomUUID();
    const many = Array.from({ length: 2_500 }, (_, index) =>
      postingOf({ volunteerId: index % 5 === 0 ? volunteerId : randomUUID(), amount: index + 1 }),
    );
    const results = await post(...many);
    expect(results.map(({ amount }) => amount)).toEqual(many.map(({ amount }) => amount));
    expect(results.filter((_, index) => index % 5 === 0).map(({ seq }) => seq)).toEqual(
      Array.from({ length: 500 }, (_, i) => i + 1),
    );
  });
});

describe('a cause that two post at one moment', () => {
  it.each([
    ['gives', 10, 1],
    ['gives', 10, 40],
    ['takes all there is', -100, 1],
    ['takes all there is', -100, 40],
  ] as const)('posts once, and the second is answered with its numbers: %s, %i, for %i', async (_, amount, count) => {
    const given = (await peopleOfOneLeaf(count)).map((volunteerId) => postingOf({ volunteerId, amount: 100 }));
    const reason = amount > 0 ? 'SERVICE' : 'EXPIRY';
    const twice = given.map(({ volunteerId }) => postingOf({ volunteerId, amount, reason }));
    // The accounts are there, so what follows is posted in one statement where it gives something.
    await post(...given);
    let second: ReturnType<typeof post> | undefined;
    const first = await unitOfWork.run(async (tx) => {
      const results = await ledger.post(tx, twice, 'system:first');
      second = post(...twice);
      await waitsForLock();
      return results;
    });
    expect(first.every(({ isNew }) => isNew)).toBe(true);
    expect((await second)?.map(({ isNew, seq, balanceAfter }) => [isNew, seq, balanceAfter])).toEqual(
      twice.map(() => [false, 2, 100 + amount]),
    );
  });
});

describe('a reversal', () => {
  it('takes every entry of the cause back: entry + reversal = 0', async () => {
    const volunteerId = randomUUID();
    const causeId = randomUUID();
    await post(
      postingOf({ volunteerId, causeId, amount: 120 }),
      postingOf({ volunteerId, causeId, amount: 200, accountKind: 'POINT_TENTHS' }),
    );
    const results = await takeBack(volunteerId, causeId);
    expect(results.map(({ amount, balanceAfter }) => [amount, balanceAfter]).sort()).toEqual([
      [-120, 0],
      [-200, 0],
    ]);
    expect(await reader.balances(volunteerId)).toEqual({ serviceMinutes: 0, trainingMinutes: 0, pointTenths: 0 });
  });

  it('is refused the second time, and for a cause that never posted', async () => {
    const posting = postingOf({});
    await post(posting);
    await takeBack(posting.volunteerId, posting.causeId);
    await expect(takeBack(posting.volunteerId, posting.causeId)).rejects.toMatchObject({
      code: 'LEDGER_ALREADY_REVERSED',
    });
    await expect(takeBack(posting.volunteerId, randomUUID())).rejects.toMatchObject({ code: 'LEDGER_CAUSE_UNKNOWN' });
    const second = {
      ...posting,
      reason: 'REVERSAL',
      causeKind: 'REVERSAL',
      causeId: randomUUID(),
      amount: -posting.amount,
    } as const;
    await expect(post({ ...second, reversesSeq: 1 })).rejects.toMatchObject({ code: 'LEDGER_ALREADY_REVERSED' });
  });

  it('happens once among eight at the same time', async () => {
    const posting = postingOf({});
    await post(posting);
    const tries = await Promise.allSettled(
      Array.from({ length: 8 }, () => takeBack(posting.volunteerId, posting.causeId)),
    );
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect((await reader.balances(posting.volunteerId)).serviceMinutes).toBe(0);
  });

  it('takes back one whole posting that is no reversal itself', async () => {
    const posting = postingOf({ amount: 60 });
    await post(posting, postingOf({ volunteerId: posting.volunteerId, amount: 100 }));
    const back = { ...posting, reason: 'REVERSAL', causeKind: 'REVERSAL', causeId: randomUUID() } as const;
    await expect(post({ ...back, amount: -59, reversesSeq: 1 })).rejects.toBeInstanceOf(LedgerInvariantBroken);
    await expect(post({ ...back, amount: -60, reversesSeq: 9 })).rejects.toBeInstanceOf(LedgerInvariantBroken);
    await post({ ...back, amount: -60, reversesSeq: 1 });
    const again = { ...back, causeId: randomUUID(), amount: 60, reversesSeq: 3 };
    await expect(post(again)).rejects.toBeInstanceOf(LedgerInvariantBroken);
  });

  it('cannot take minutes below zero', async () => {
    const posting = postingOf({ reason: 'EXPIRY', amount: -10, causeKind: 'MANUAL' });
    await expect(post(posting)).rejects.toMatchObject({ code: 'LEDGER_BALANCE_TOO_LOW' });
  });
});

describe('posters that own disjoint partitions', () => {
  it('know the partition of a volunteer as the database does', async () => {
    await post(...Array.from({ length: 500 }, () => postingOf({})));
    const wrong = await unitOfWork.read(
      `select volunteer_id from ledger_entry
       where volunteer_leaf(volunteer_id) <> right(tableoid::regclass::text, 2)::integer`,
    );
    expect(wrong).toEqual([]);
  });
});

describe('the rights of the application', () => {
  it.each([
    'insert into ledger_entry select * from ledger_entry limit 1',
    'insert into ledger_entry_p00 select * from ledger_entry_p00 limit 1',
    'update ledger_account set balance = balance + 1',
    "insert into ledger_account (volunteer_id, kind, updated_at) values (gen_random_uuid(), 'POINT_TENTHS', now())",
    'update ledger_month set amount = amount + 1',
  ])('leave ledger_post as the only way in: %s', async (sql) => {
    await expect(unitOfWork.read(sql)).rejects.toMatchObject({ driverError: { code: '42501' } });
  });
});

describe('one posting and many', () => {
  it('answer in the order given whatever is mixed: new people, repetitions, several for one, of one leaf or of many', async () => {
    const [known, other, fresh] = [
      await peopleOfOneLeaf(30),
      Array.from({ length: 30 }, () => randomUUID()),
      randomUUID(),
    ];
    const before = [...known, ...other].map((volunteerId) => postingOf({ volunteerId, amount: 5 }));
    await post(...before);
    for (const people of [known, [...known, ...other]]) {
      const repeated = before[0] ?? postingOf();
      const call = [
        ...people.map((volunteerId) => postingOf({ volunteerId, amount: 7 })),
        repeated,
        postingOf({ volunteerId: fresh, amount: 8 }),
        postingOf({ volunteerId: fresh, amount: 9 }),
        ...people.map((volunteerId) => postingOf({ volunteerId, amount: 3 })),
      ];
      const results = await post(...call);
      expect(results.map(({ amount }) => amount)).toEqual(call.map(({ amount }) => amount));
      expect(results.filter(({ isNew }) => !isNew)).toEqual([{ isNew: false, seq: 1, amount: 5, balanceAfter: 5 }]);
      const [seven, three] = [results[1], results.at(-people.length + 1)];
      expect(three?.seq).toBe((seven?.seq ?? 0) + 1);
      expect(three?.balanceAfter).toBe((seven?.balanceAfter ?? 0) + 3);
    }
  });

  it('write the same chain: every hash is the one the formula gives', async () => {
    const volunteerId = randomUUID();
    await post(postingOf({ volunteerId, amount: 5 }));
    await post(postingOf({ volunteerId, amount: 6 }), postingOf({ volunteerId, amount: 7 }), postingOf({}));
    await post(postingOf({ volunteerId, amount: 8, ruleVersion: '规则一' }));
    const chain = await unitOfWork.read<{ isRight: boolean; after: string }>(
      `select hash = ledger_entry_hash(coalesce(lag(hash) over (order by seq), ''), volunteer_id, account_kind, seq,
           entry_id, amount, balance_after, issuer_division_id, reason, cause_kind, cause_id, reverses_seq, rule_version,
           effective_at, recorded_at, recorded_by) as "isRight", balance_after as after
       from ledger_entry where volunteer_id = $1 order by seq`,
      [volunteerId],
    );
    expect(chain).toEqual(['5', '11', '18', '26'].map((after) => ({ isRight: true, after })));
  });

  it('refuse minutes below zero in the middle of a call, though its end would be above', async () => {
    const volunteerId = randomUUID();
    const expiry = postingOf({ volunteerId, reason: 'EXPIRY', amount: -10, causeKind: 'MANUAL' });
    await expect(post(expiry, postingOf({ volunteerId, amount: 20 }))).rejects.toMatchObject({
      code: 'LEDGER_BALANCE_TOO_LOW',
    });
  });
});
