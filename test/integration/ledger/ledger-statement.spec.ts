import { randomInt, randomUUID } from 'node:crypto';
import { LedgerPosting, LedgerReader, type Posting, ReverseCause } from '../../../src/ledger/ledger';
import { type Statement, ShowLedger, type StatementQuery } from '../../../src/ledger/ledger/application/show-ledger';
import { UnitOfWork } from '../../../src/platform/data/database/unit-of-work';
import { postingOf } from '../../builders/posting.builder';
import { volunteerActor } from '../../builders/service.builder';
import { letAnyCausePost } from '../../support/any-cause';
import { bootApp, type BootedApp } from '../../support/boot-app';

let booted: BootedApp;

const manual = (change: Partial<Posting>) => postingOf({ causeKind: 'MANUAL', ...change });
const post = (...postings: Posting[]) =>
  booted.get(UnitOfWork).run((tx) => booted.get(LedgerPosting).post(tx, postings, 'system:test'));
const takeBack = (volunteerId: string, causeId: string) =>
  booted
    .get(UnitOfWork)
    .run((tx) =>
      booted
        .get(ReverseCause)
        .execute(tx, { volunteerId, causeId, reversalId: randomUUID(), recordedBy: 'system:test' }),
    );
const statement = (volunteerId: string, query: Partial<StatementQuery> = {}): Promise<Statement> =>
  booted
    .get(ShowLedger)
    .statement(volunteerActor(volunteerId), null, { accountKind: 'SERVICE_MINUTES', limit: 200, ...query });
const day = (text: string) => new Date(`2026-${text}T00:00:00Z`);

/** Goes through all pages, doing something else before each of them. */
async function allPages(volunteerId: string, query: Partial<StatementQuery>, between: () => Promise<unknown>) {
  const pages: Statement[] = [];
  let after: string | undefined;
  do {
    const page = await statement(volunteerId, { ...query, ...(after !== undefined && { after }) });
    pages.push(page);
    after = page.next ?? undefined;
    await between();
  } while (after !== undefined);
  return pages;
}

beforeAll(async () => {
  booted = await bootApp({ role: 'api' });
  await letAnyCausePost(booted.database);
});
afterAll(() => booted.close());

describe('a statement', () => {
  it('stays the same statement from page to page, under the same totals, while entries arrive', async () => {
    const volunteerId = randomUUID();
    const earlier = () => day(`0${1 + randomInt(9)}-0${1 + randomInt(9)}`);
    const add = () => post(manual({ volunteerId, amount: 1 + randomInt(90), effectiveAt: earlier() }));
    for (let index = 0; index < 10; index += 1) await add();
    for (const by of [undefined, 'EFFECTIVE', 'RECORDED'] as const) {
      const { closingBalance, lineCount } = (await statement(volunteerId, by && { by })).totals;
      const pages = await allPages(volunteerId, { limit: 3, ...(by && { by }) }, () => Promise.all([add(), add()]));
      const lines = pages.flatMap(({ items }) => items);
      for (const { totals } of pages) expect(totals).toMatchObject({ closingBalance, lineCount, openingBalance: 0 });
      expect(lines.map(({ seq }) => seq).sort((a, b) => a - b)).toEqual(lines.map((_, index) => index + 1));
      expect(lines).toHaveLength(lineCount);
      expect(lines.reduce((sum, { amount }) => sum + amount, 0)).toBe(closingBalance);
      expect(lines[0]!.balanceAfter).toBe(closingBalance);
      for (const [index, line] of lines.entries()) {
        expect(line.balanceAfter - line.amount).toBe(lines[index + 1]?.balanceAfter ?? 0);
      }
    }
  });

  it('agrees with itself on every page that is read while eight others post', async () => {
    const volunteerId = randomUUID();
    await post(manual({ volunteerId }));
    let isOver = false;
    const poster = async (): Promise<void> => {
      while (!isOver) await post(manual({ volunteerId, amount: 1 + randomInt(90) }));
    };
    const posters = Array.from({ length: 8 }, poster);
    for (let round = 0; round < 40; round += 1) {
      const { totals, items } = await statement(volunteerId, { limit: 20 });
      expect(items[0]).toMatchObject({ seq: totals.throughSeq, balanceAfter: totals.closingBalance });
      expect(totals.lineCount).toBe(totals.throughSeq);
    }
    isOver = true;
    await Promise.all(posters);
    const { serviceMinutes } = await booted.get(LedgerReader).balances(volunteerId);
    expect((await statement(volunteerId)).totals.closingBalance).toBe(serviceMinutes);
  });

  it('knows two times: when it happened, and when we learned of it', async () => {
    const volunteerId = randomUUID();
    const wrong = manual({ volunteerId, amount: 100, effectiveAt: day('09-01') });
    booted.setNow(day('09-10'));
    await post(wrong, manual({ volunteerId, amount: 30, effectiveAt: day('09-05') }));
    booted.setNow(day('10-10'));
    await takeBack(volunteerId, wrong.causeId);
    await post(manual({ volunteerId, amount: 80, effectiveAt: day('09-01') }));
    booted.setNow(undefined);

    const closing = async (query: Partial<StatementQuery>) =>
      (await statement(volunteerId, query)).totals.closingBalance;
    // What September looks like today, what it looked like at its end, and what had been entered by then.
    expect(await closing({ until: day('09-30') })).toBe(110);
    expect(await closing({ until: day('09-30'), knownAt: day('09-30') })).toBe(130);
    expect(await closing({ until: day('09-03'), knownAt: day('09-30') })).toBe(100);
    expect(await closing({ by: 'RECORDED', until: day('09-30') })).toBe(130);
    expect(await closing({ by: 'RECORDED', until: day('09-09') })).toBe(0);
    expect(await closing({})).toBe(110);

    const balance = async (by: 'EFFECTIVE' | 'RECORDED', at: Date, knownAt?: Date) =>
      (await booted.get(LedgerReader).balancesAsOf(volunteerId, { by, at, ...(knownAt && { knownAt }) }))
        .serviceMinutes;
    expect(await balance('EFFECTIVE', day('09-01'))).toBe(80);
    expect(await balance('EFFECTIVE', day('09-01'), day('09-30'))).toBe(100);
    expect(await balance('RECORDED', day('09-09'))).toBe(0);
    expect(await balance('RECORDED', day('09-10'))).toBe(130);

    const { items } = await statement(volunteerId, { until: day('09-30') });
    expect(items.map(({ seq, amount, balanceAfter }) => [seq, amount, balanceAfter])).toEqual([
      [2, 30, 110],
      [4, 80, 80],
      [3, -100, 0],
      [1, 100, 100],
    ]);
  });

  it('opens with what was before', async () => {
    const volunteerId = randomUUID();
    const points = (amount: number, text: string) =>
      manual({
        volunteerId,
        accountKind: 'POINT_TENTHS',
        reason: amount > 0 ? 'BONUS' : 'PENALTY',
        amount,
        effectiveAt: day(text),
      });
    await post(points(50, '08-01'), points(-20, '09-01'), points(70, '09-30'), points(5, '10-01'));
    const { totals, items } = await statement(volunteerId, {
      accountKind: 'POINT_TENTHS',
      from: day('09-01'),
      until: day('09-30'),
    });
    expect(totals).toEqual({
      openingBalance: 50,
      added: 70,
      taken: 20,
      closingBalance: 100,
      lineCount: 2,
      throughSeq: 4,
    });
    expect(items.map(({ seq, balanceAfter }) => [seq, balanceAfter])).toEqual([
      [3, 100],
      [2, 30],
    ]);
  });

  it('of nobody and of a time without entries is empty, not missing', async () => {
    const empty = { openingBalance: 0, added: 0, taken: 0, closingBalance: 0, lineCount: 0, throughSeq: 0 };
    expect(await statement(randomUUID())).toEqual({ totals: empty, items: [], next: null });
    const volunteerId = randomUUID();
    await post(manual({ volunteerId, effectiveAt: day('05-01') }));
    expect(await statement(volunteerId, { until: day('01-01') })).toEqual({
      totals: { ...empty, throughSeq: 1 },
      items: [],
      next: null,
    });
  });
});
