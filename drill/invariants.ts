import type { Client as Database } from 'pg';
import { DataSource } from 'typeorm';
import { LedgerVerifier } from '../src/ledger/ledger/application/ledger-verifier';
import { canonicalJson } from '../src/kernel/canonical-json';
import { dataSourceOptions } from '../src/platform/data/database/data-source';
import { UnitOfWork } from '../src/platform/data/database/unit-of-work';
import { commandKinds, type Journal } from './journal';
import { conservationSql, openWorkSql, questions } from './invariants-sql';

/** How much there is, for the line of a round. */
export interface Totals {
  readonly entries: number;
  readonly accounts: number;
}

/** What is wrong, in words; empty when everything holds. */
export async function brokenInvariants(
  database: Database,
  databaseUrl: string,
  journal: Journal,
): Promise<{ readonly broken: readonly string[]; readonly totals: Totals }> {
  const broken = [...journal.contradictions];
  for (const { operation } of journal.of('UNKNOWN')) broken.push(`${operation.kind} ${operation.key} got no answer`);
  broken.push(...(await punchesOff(database, journal)), ...(await commandsOff(database, journal)));
  broken.push(...(await signUpsOff(database, journal)), ...(await brokenSums(database)));
  for (const { name, sql } of questions) {
    const { rows } = await database.query<object>(sql);
    for (const row of rows) broken.push(`${name}: ${JSON.stringify(row)}`);
  }
  const { findings, entryCount, accountCount } = await verify(databaseUrl);
  for (const finding of findings) broken.push(`ledger:verify: ${JSON.stringify(finding)}`);
  return { broken, totals: { entries: entryCount, accounts: accountCount } };
}

/** Conservation in one snapshot: entries = balances = minus the issuers' side = sums by month. May be asked under load. */
export async function brokenSums(database: Database): Promise<readonly string[]> {
  const { rows } = await database.query<object>(conservationSql);
  return rows.map((row) => `sums differ: ${JSON.stringify(row)}`);
}

/** Work that is due and not done: shifts to compute, records to confirm, bells to ring. */
export async function openWork(database: Database): Promise<number> {
  const { rows } = await database.query<{ n: string }>(openWorkSql);
  return Number(rows[0]?.n ?? 0);
}

async function punchesOff(database: Database, journal: Journal): Promise<readonly string[]> {
  const acknowledged = journal.of('ACKNOWLEDGED', 'punch').map(({ operation }) => operation.key);
  const refused = journal.of('REFUSED', 'punch').map(({ operation }) => operation.key);
  const { rows } = await database.query<{ id: string; n: string }>(
    `select id, count(*) n from punch where method in ('CODE', 'ROLL_CALL', 'STAFF') group by id`,
  );
  const present = new Map(rows.map(({ id, n }) => [id, Number(n)]));
  const known = new Set(acknowledged);
  return [
    ...acknowledged.filter((id) => !present.has(id)).map((id) => `LOST: punch ${id} was acknowledged`),
    ...refused.filter((id) => present.has(id)).map((id) => `REFUSED BUT PRESENT: punch ${id}`),
    ...[...present].filter(([, n]) => n > 1).map(([id, n]) => `DUPLICATED: punch ${id} is there ${String(n)} times`),
    ...[...present.keys()].filter((id) => !known.has(id)).map((id) => `UNASKED: punch ${id} was never acknowledged`),
  ];
}

/** Every acknowledged command has its key with the very answer that was given; every refused one has none. */
async function commandsOff(database: Database, journal: Journal): Promise<readonly string[]> {
  const { rows } = await database.query<{ key: string; response: object; n: string }>(
    `select key, response, count(*) over (partition by key) as n from command_key
     where key ~ $1`,
    [`^drill-(${commandKinds.join('|')})-`],
  );
  const present = new Map(rows.map(({ key, response, n }) => [key, { response, n: Number(n) }]));
  const isCommand = ({ operation }: { operation: { kind: string } }): boolean => operation.kind !== 'punch';
  const broken: string[] = [];
  const acknowledged = journal.of('ACKNOWLEDGED').filter(isCommand);
  for (const { operation, answer } of acknowledged) {
    const row = present.get(operation.key);
    if (!row) broken.push(`LOST: ${operation.key} was acknowledged`);
    else if (row.n > 1) broken.push(`DUPLICATED: ${operation.key}`);
    else if (canonicalJson(row.response) !== answer) broken.push(`another answer is kept: ${operation.key}`);
  }
  for (const { operation } of journal.of('REFUSED').filter(isCommand)) {
    if (present.has(operation.key)) broken.push(`REFUSED BUT PRESENT: ${operation.key}`);
  }
  const known = new Set(acknowledged.map(({ operation }) => operation.key));
  for (const key of present.keys()) if (!known.has(key)) broken.push(`UNASKED: ${key} was never acknowledged`);
  return broken;
}

async function signUpsOff(database: Database, journal: Journal): Promise<readonly string[]> {
  const { rows } = await database.query<{ id: string }>('select id from signup');
  const present = new Set(rows.map(({ id }) => id));
  const promised = journal.of('ACKNOWLEDGED', 'sign-up').map(({ answer }) => (JSON.parse(answer) as { id: string }).id);
  const broken = promised.filter((id) => !present.has(id)).map((id) => `LOST: sign-up ${id}`);
  if (present.size !== promised.length)
    broken.push(`${String(present.size)} sign-ups, but ${String(promised.length)} were acknowledged`);
  return broken;
}

async function verify(url: string) {
  const options = dataSourceOptions({ url, poolSize: 2, applicationName: 'volunteer-ledger drill' });
  const dataSource = await new DataSource(options).initialize();
  try {
    return await new LedgerVerifier(new UnitOfWork(dataSource)).verify();
  } finally {
    await dataSource.destroy();
  }
}
