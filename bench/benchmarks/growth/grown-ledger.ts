import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { randomInt, randomUUID } from 'node:crypto';
import { AppModule } from '../../../src/app.module';
import { localDayOf } from '../../../src/kernel/local-day';
import { LedgerPosting, LedgerReader, StatementReader } from '../../../src/ledger/ledger';
import { RankingReader, RecountReadModels } from '../../../src/ledger/ranking';
import { openRuntime } from '../../../src/platform/operations/boot/open-runtime';
import { loadConfig } from '../../../src/platform/foundation/config/config';
import { Runtime } from '../../../src/platform/foundation/config/runtime';
import { UnitOfWork } from '../../../src/platform/data/database/unit-of-work';
import { letAnyCausePost } from '../../harness/any-cause';
import { onServer } from '../../harness/databases';
import { applicationEnv } from '../punch/application';
import { DISTRICT_PATH, type LedgerSize, SEEDED_PERIOD, seedLedger } from './seed-ledger';

/** At most so many people are asked about, drawn at random from all. */
const SAMPLE = 50_000;
const PLACES = 100;
const STATEMENT_LINES = 50;

/** What is asked, each time about somebody else; every answer is checked so that nothing is measured but the right one. */
export type Questions = Readonly<Record<QuestionName, () => Promise<void>>>;
export const questionNames = ['posting', 'statement', 'balance', 'top-100', 'rank-of-me'] as const;
export type QuestionName = (typeof questionNames)[number];

export interface GrownLedger {
  readonly size: LedgerSize;
  readonly questions: Questions;
  /** @throws Error where what was posted is not in the ledger. */
  verify(): Promise<void>;
  close(): Promise<void>;
}

/** The application's own readers and writers on a database with a ledger of this size. */
export async function growLedger(
  databaseUrl: string,
  size: LedgerSize,
  say: (line: string) => void,
): Promise<GrownLedger> {
  const app = await openApplication(databaseUrl);
  await letAnyCausePost(databaseUrl);
  await onServer(databaseUrl, (client) => seedLedger(client, size, say));
  const { drifts, laggingCount } = await get(app, RecountReadModels).execute();
  if (drifts.length > 0 || laggingCount > 0)
    throw new Error(`seeded wrong: ${JSON.stringify({ drifts, laggingCount })}`);
  const seeded = await countEntries(databaseUrl);
  const people = await samplePeople(databaseUrl);
  const posted = { count: 0 };
  return {
    size: { entries: seeded, accounts: size.accounts },
    questions: questionsOf(app, people, posted),
    verify: async () => {
      const stored = (await countEntries(databaseUrl)) - seeded;
      if (stored !== posted.count) throw new Error(`${posted.count} postings acknowledged, ${stored} stored`);
    },
    close: () => app.close(),
  };
}

function questionsOf(app: INestApplicationContext, people: readonly string[], posted: { count: number }): Questions {
  const somebody = (): string => people[randomInt(people.length)] ?? '';
  const ranking = { divisionPath: DISTRICT_PATH, period: SEEDED_PERIOD, measure: 'SERVICE_MINUTES' } as const;
  const accountKind = 'SERVICE_MINUTES';
  return {
    posting: async () => {
      const posting = {
        volunteerId: somebody(),
        accountKind,
        amount: 60,
        issuerDivisionId: randomUUID(),
        reason: 'SERVICE',
        causeKind: 'MANUAL',
        causeId: randomUUID(),
        ruleVersion: 'bench-1',
        effectiveAt: new Date(),
      } as const;
      const [result] = await get(app, UnitOfWork).run((tx) =>
        get(app, LedgerPosting).post(tx, [posting], 'system:bench'),
      );
      expectThat(result?.isNew === true);
      posted.count += 1;
    },
    statement: async () => {
      const { totals, lines } = await get(app, StatementReader).read({
        volunteerId: somebody(),
        accountKind,
        by: 'EFFECTIVE',
        from: null,
        until: null,
        knownAt: null,
        after: null,
        limit: STATEMENT_LINES,
      });
      expectThat(lines[0]?.line.balanceAfter === totals.closingBalance);
    },
    balance: async () => {
      const { serviceMinutes } = await get(app, LedgerReader).balances(somebody());
      expectThat(serviceMinutes > 0);
    },
    'top-100': async () => {
      const options = { limit: PLACES, today: localDayOf(Date.now()) };
      expectThat((await get(app, RankingReader).top(ranking, options)).length === PLACES);
    },
    'rank-of-me': async () => {
      const { place, rankedCount } = await get(app, RankingReader).rankOf(somebody(), ranking);
      expectThat(place !== null && place <= rankedCount);
    },
  };
}

async function openApplication(databaseUrl: string): Promise<INestApplicationContext> {
  const config = loadConfig({ ...applicationEnv(databaseUrl), LOG_LEVEL: 'error' });
  const open = await openRuntime(config, {
    notice: () => undefined,
    onLost: (reason) => {
      throw reason;
    },
  });
  const runtime = new Runtime({ ...config, role: 'api' }, open.runtime.databaseUrl, open.runtime.secrets);
  return NestFactory.createApplicationContext(AppModule.of(runtime), { logger: ['error', 'fatal'] });
}

async function countEntries(databaseUrl: string): Promise<number> {
  const { rows } = await onServer(databaseUrl, (client) =>
    client.query<{ count: string }>('select count(*) as count from ledger_entry'),
  );
  return Number(rows[0]?.count);
}

async function samplePeople(databaseUrl: string): Promise<readonly string[]> {
  const { rows } = await onServer(databaseUrl, (client) =>
    client.query<{ id: string }>('select id from volunteer order by random() limit $1', [SAMPLE]),
  );
  return rows.map(({ id }) => id);
}

function get<T>(app: INestApplicationContext, token: new (...parameters: never[]) => T): T {
  return app.get(token, { strict: false });
}

function expectThat(isRight: boolean): void {
  if (!isRight) throw new Error('a wrong answer');
}
