import * as fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import { LedgerPosting, ReverseCause } from '../../../src/ledger/ledger';
import { DecideMerge } from '../../../src/people/merges/application/decide-merge';
import { ProposeMerge } from '../../../src/people/merges/application/propose-merge';
import { RankingReader, RecountReadModels, RefreshRanking } from '../../../src/ledger/ranking';
import { UnitOfWork } from '../../../src/platform/data/database/unit-of-work';
import { systemActor } from '../../../src/platform/foundation/actor/actor';
import { PeopleBuilder, type StreetTree } from '../../builders/people.builder';
import { postingOf } from '../../builders/posting.builder';
import { letAnyCausePost } from '../../support/any-cause';
import { bootApp, type BootedApp } from '../../support/boot-app';
import { superuserOf } from '../../support/superuser';

type Step =
  | { readonly kind: 'post'; readonly who: number; readonly amount: number }
  | { readonly kind: 'reverse'; readonly which: number }
  | { readonly kind: 'merge'; readonly from: number; readonly into: number }
  | { readonly kind: 'fold' };

const PEOPLE = 5;
const person = fc.nat({ max: PEOPLE - 1 });
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    arbitrary: fc.record({ kind: fc.constant('post'), who: person, amount: fc.integer({ min: 1, max: 300 }) }),
    weight: 5,
  },
  { arbitrary: fc.record({ kind: fc.constant('reverse'), which: fc.nat({ max: 50 }) }), weight: 2 },
  { arbitrary: fc.record({ kind: fc.constant('merge'), from: person, into: person }), weight: 2 },
  { arbitrary: fc.record({ kind: fc.constant('fold') }), weight: 1 },
);

describe('places of people whose numbers were merged', () => {
  let booted: BootedApp;
  let superuser: Client;
  let people: PeopleBuilder;
  let tree: StreetTree;

  beforeAll(async () => {
    booted = await bootApp({ role: 'api' });
    await letAnyCausePost(booted.database);
    superuser = await superuserOf(booted.database);
    people = new PeopleBuilder(booted);
    tree = await people.street();
  });
  afterAll(async () => {
    await superuser.end();
    await booted.close();
  });

  async function merge(mergedVolunteerId: string, survivingVolunteerId: string): Promise<void> {
    const proposal = { mergedVolunteerId, survivingVolunteerId, reason: '同一人', consentReference: '登记册' };
    const as = (name: string) => ({ actor: systemActor(name), idempotencyKey: randomUUID() });
    const command = { ...proposal, consentChannel: 'PAPER' as const };
    const { id } = await booted.get(ProposeMerge).execute(as('one'), command);
    await people.bothAgree(id);
    await booted.get(DecideMerge).execute(as('another'), { id, decision: 'APPROVE' });
  }

  async function post(volunteerId: string, amount: number): Promise<string> {
    const causeId = randomUUID();
    const posting = postingOf({
      causeKind: 'MANUAL',
      volunteerId,
      amount,
      causeId,
      issuerDivisionId: tree.community.id,
    });
    await booted.get(UnitOfWork).run((tx) => booted.get(LedgerPosting).post(tx, [posting], 'test'));
    return causeId;
  }

  const fold = () => booted.get(RefreshRanking).execute(null);

  it('count each minute once, for the number that lives on, whatever is posted, reversed or merged later', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async (steps) => {
        const ids: string[] = [];
        for (let no = 0; no < PEOPLE; no += 1) ids.push((await people.volunteer(tree.community.id)).id);
        /** By person: where the number lives on, and what it earned. */
        const rootOf = ids.map((_, no) => no);
        const earned = ids.map(() => 0);
        const posted: { readonly who: number; readonly amount: number; readonly causeId: string }[] = [];
        for (const one of steps) {
          if (one.kind === 'fold') await fold();
          if (one.kind === 'post') {
            posted.push({ who: one.who, amount: one.amount, causeId: await post(ids[one.who] ?? '', one.amount) });
            earned[one.who]! += one.amount;
          }
          if (one.kind === 'reverse' && posted.length > 0) {
            const [{ who, amount, causeId }] = posted.splice(one.which % posted.length, 1) as [(typeof posted)[number]];
            const reversal = { volunteerId: ids[who] ?? '', causeId, reversalId: randomUUID(), recordedBy: 'test' };
            await booted.get(UnitOfWork).run((tx) => booted.get(ReverseCause).execute(tx, reversal));
            earned[who]! -= amount;
          }
          if (one.kind === 'merge' && rootOf[one.from] !== rootOf[one.into]) {
            const [from, into] = [rootOf[one.from] ?? 0, rootOf[one.into] ?? 0];
            await merge(ids[from] ?? '', ids[into] ?? '');
            rootOf.forEach((root, no) => root === from && (rootOf[no] = into));
          }
        }
        await fold();
        for (const [no, id] of ids.entries()) {
          const isRoot = rootOf[no] === no;
          const score = isRoot ? earned.reduce((sum, minutes, own) => sum + (rootOf[own] === no ? minutes : 0), 0) : 0;
          for (const divisionPath of [tree.street.path, tree.community.path]) {
            const question = { divisionPath, period: 'ALL', measure: 'SERVICE_MINUTES' } as const;
            const own = await booted.get(RankingReader).rankOf(id, question);
            expect(own.score).toBe(score);
            expect(own.place === null).toBe(score === 0);
          }
        }
        expect(await booted.get(RecountReadModels).execute()).toEqual({ drifts: [], laggingCount: 0 });
        const { rows } = await superuser.query<{ total: string; entries: string }>(
          `select (select service_minutes from division_total where division_path = $1 and period = 'ALL') as total,
             (select sum(amount) from ledger_entry where account_kind = 'SERVICE_MINUTES') as entries`,
          [tree.community.path],
        );
        expect(Number(rows[0]?.total)).toBe(Number(rows[0]?.entries));
      }),
      { numRuns: 12 },
    );
  }, 180_000);

  it('are marked by the merge itself, and made anew the same', async () => {
    const [old, kept] = [await people.volunteer(tree.community.id), await people.volunteer(tree.community.id)];
    await post(old.id, 90);
    await post(kept.id, 30);
    await fold();
    await merge(old.id, kept.id);
    const { rows } = await superuser.query('select 1 from rank_stale where volunteer_id = $1', [kept.id]);
    expect(rows).toHaveLength(1);
    await booted.get(RefreshRanking).execute([old.id]);
    const question = { divisionPath: tree.street.path, period: 'ALL', measure: 'SERVICE_MINUTES' } as const;
    const before = await booted.get(RankingReader).rankOf(kept.id, question);
    expect(before.score).toBe(120);
    await booted.get(RefreshRanking).rebuild();
    expect(await booted.get(RankingReader).rankOf(kept.id, question)).toEqual(before);
  });
});
