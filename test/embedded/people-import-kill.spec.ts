import { randomUUID } from 'node:crypto';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import { bringUp } from '../../bench/harness/open-application';
import { CreateDivision } from '../../src/place/divisions';
import { EmbeddedDatabase, ensureSecrets } from '../../src/platform/data/embedded';
import { UserAccounts } from '../../src/platform/security/accounts/user-accounts';
import { listFile, listRow } from '../builders/people-list.builder';
import { ApiClient } from '../support/api-client';
import { chooseRealUse } from '../support/choose-real-use';
import { eventually } from '../support/eventually';
import { buildServer, clearAway, type SpawnedServer, spawnServer } from '../support/spawn-server';
import { bySystem } from '../support/system';

const PEOPLE = 2_000;
const KILL_AFTER_ROWS = 300;
const PASSWORD = 'import-kill-4711';
const env = { LOG_LEVEL: 'error', RATE_LIMIT_PERSON: '9999999/60' };

interface Progress {
  readonly status: string;
  readonly doneCount: number;
  readonly outcomes: Readonly<Record<string, number>>;
}

describe('a kill in the middle of an import', () => {
  let dataDir: string;
  let divisionId: string;
  let server: SpawnedServer;

  beforeAll(async () => {
    buildServer();
    dataDir = await mkdtemp(path.join(tmpdir(), 'vl-import-kill-'));
    divisionId = await prepare();
  }, 180_000);

  afterAll(() => clearAway(server, dataDir));

  it('goes on after the restart and registers each person once', async () => {
    server = await spawnServer({ dataDir, env });
    let clerk = await new ApiClient(server.url).signIn('import.clerk', PASSWORD);
    const file = await listFile(Array.from({ length: PEOPLE }, (_, index) => listRow(index, 'K-COMMUNITY')));
    const id = await upload(file);
    expect(await clerk.get(`/people-imports/${id}`)).toMatchObject({ rowCount: PEOPLE, errorRowCount: 0 });
    await clerk.post(`/people-imports/${id}/confirmation`, {});
    const progress = () => clerk.get<Progress & Record<string, unknown>>(`/people-imports/${id}`);
    await eventually('some rows are done', async () => (await progress()).doneCount >= KILL_AFTER_ROWS);
    server.kill('SIGKILL');
    await server.exited;

    server = await spawnServer({ dataDir, env });
    clerk = await new ApiClient(server.url).signIn('import.clerk', PASSWORD);
    expect((await progress()).doneCount).toBeLessThan(PEOPLE);
    await eventually('the import is done', async () => (await progress()).status === 'DONE', 150_000);
    expect(await progress()).toMatchObject({
      doneCount: PEOPLE,
      percent: 100,
      outcomes: { CREATED: PEOPLE, UNCHANGED: 0, FAILED: 0 },
    });

    const database = new Client(EmbeddedDatabase.running(dataDir, ensureSecrets(dataDir))!.url);
    await database.connect();
    try {
      const { rows } = await database.query(
        `select count(*)::int as people, count(distinct id_number_index)::int as numbers,
           count(distinct name)::int as names, (select count(*)::int from people_import_chunk) as chunks,
           (select count(*)::int from consent where purpose = 'REGISTRATION') as consents
         from volunteer`,
      );
      expect(rows).toEqual([{ people: PEOPLE, numbers: PEOPLE, names: PEOPLE, chunks: 0, consents: PEOPLE }]);
    } finally {
      await database.end();
    }
    server.kill('SIGTERM');
    expect((await server.exited).code).toBe(0);
  }, 300_000);

  async function upload(file: Buffer): Promise<string> {
    const tokens = await fetch(`${server.url}/api/v1/auth/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username: 'import.clerk', password: PASSWORD }),
    });
    const { accessToken } = (await tokens.json()) as { accessToken: string };
    const form = new FormData();
    form.append('file', new Blob([new Uint8Array(file)]), '名单.xlsx');
    const response = await fetch(`${server.url}/api/v1/people-imports?kind=VOLUNTEERS&divisionId=${divisionId}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${accessToken}`, 'idempotency-key': randomUUID() },
      body: form,
    });
    expect(response.status).toBe(201);
    return ((await response.json()) as { id: string }).id;
  }

  async function prepare(): Promise<string> {
    const { app, close } = await bringUp({ DATA_DIR: dataDir, ...env });
    try {
      await chooseRealUse(app);
      let parentId: string | null = null;
      for (const kind of ['DISTRICT', 'STREET', 'COMMUNITY'] as const) {
        const command = { parentId, kind, code: `K-${kind}`, name: kind };
        const made: { id: string } = await app.get(CreateDivision, { strict: false }).execute(bySystem(), command);
        parentId = made.id;
      }
      const grants = [{ role: 'STREET_ADMIN' as const, divisionId: parentId! }];
      const user = { username: 'import.clerk', password: PASSWORD, displayName: '工作人员', grants };
      await app.get(UserAccounts, { strict: false }).create(bySystem(), user);
      return parentId!;
    } finally {
      await close();
    }
  }
});
