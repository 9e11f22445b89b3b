import { randomUUID } from 'node:crypto';
import { mkdtemp } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import { bringUp } from '../../bench/harness/open-application';
import { CreateDivision } from '../../src/place/divisions';
import { RunAudit } from '../../src/ledger/evidence';
import { EmbeddedDatabase, ensureSecrets } from '../../src/platform/data/embedded';
import { UserAccounts } from '../../src/platform/security/accounts/user-accounts';
import { ApiClient } from '../support/api-client';
import { chooseRealUse } from '../support/choose-real-use';
import { eventually } from '../support/eventually';
import { buildServer, clearAway, type SpawnedServer, spawnServer } from '../support/spawn-server';
import { bySystem } from '../support/system';

const PASSWORD = 'audit-kill-4711';

interface AuditRequest {
  readonly status: string;
  readonly progress: readonly unknown[];
  readonly run: { readonly isIntact: boolean; readonly findingCount: number } | null;
}

interface Alerts {
  readonly items: readonly { readonly kind: string; readonly toldAt: string | null }[];
}

/** A process is killed twice: in the middle of an audit on request, and while the group chat has not answered yet. */
describe('a kill in the middle of an audit, and of telling what it found', () => {
  let dataDir: string;
  let env: Readonly<Record<string, string>>;
  let server: SpawnedServer;
  let robot: Server;
  let doesRobotAnswer = false;
  const said: string[] = [];

  beforeAll(async () => {
    buildServer();
    robot = createServer((request, response) => {
      request.setEncoding('utf8').on('data', (text: string) => said.push(text));
      if (doesRobotAnswer) response.end('{"errcode":0}');
    });
    await new Promise<void>((listening) => robot.listen(0, '127.0.0.1', listening));
    dataDir = await mkdtemp(path.join(tmpdir(), 'vl-audit-kill-'));
    env = {
      ...{ LOG_LEVEL: 'error', RATE_LIMIT_PERSON: '9999999/60' },
      ALERT_URL: `http://127.0.0.1:${(robot.address() as AddressInfo).port}/send?key=1`,
    };
    await prepare();
  }, 180_000);

  afterAll(async () => {
    robot.closeAllConnections();
    robot.close();
    await clearAway(server, dataDir);
  });

  it('begins again after the restart, is done once, and is told', async () => {
    server = await spawnServer({ dataDir, env });
    const id = await killMidAudit();

    server = await spawnServer({ dataDir, env });
    const auditor = await signIn('kill.auditor');
    const request = () => auditor.get<AuditRequest & object>(`/ledger/audit-requests/${id}`);
    await eventually('the audit is done', async () => (await request()).status === 'DONE');
    expect(await request()).toMatchObject({ run: { isIntact: false } });
    await eventually('the robot was asked', () => said.length > 0);
    server.kill('SIGKILL');
    await server.exited;

    doesRobotAnswer = true;
    server = await spawnServer({ dataDir, env });
    const operator = await signIn('kill.operator');
    const alerts = async () => (await operator.get<Alerts & object>('/operations/alerts')).items;
    expect(await alerts()).toMatchObject([{ kind: 'LEDGER_BROKEN' }]);
    await eventually('it is told', async () => (await alerts())[0]?.toldAt != null, 150_000);
    expect(said.length).toBeGreaterThan(1);
    // The run before the kill, made when the street was founded, and the one that was asked for.
    await asOwner(async (owner) => {
      const { rows } = await owner.query<{ runs: number }>('select count(*)::int as runs from ledger_audit_run');
      expect(rows).toEqual([{ runs: 2 }]);
    });
    server.kill('SIGTERM');
    expect((await server.exited).code).toBe(0);
  }, 300_000);

  /**
   * The audit waits for a table that somebody holds when the process is killed; then an account appears that no entry
   * accounts for. @returns the request.
   */
  async function killMidAudit(): Promise<string> {
    const auditor = await signIn('kill.auditor');
    return asOwner(async (owner) => {
      await owner.query('begin; lock table ledger_month in access exclusive mode');
      const { id } = await auditor.post<{ id: string }>('/ledger/audit-requests', {});
      await eventually('it is under way', async () => {
        const { status, progress } = await auditor.get<AuditRequest & object>(`/ledger/audit-requests/${id}`);
        return status === 'RUNNING' && progress.length > 0;
      });
      server.kill('SIGKILL');
      await server.exited;
      await owner.query('rollback');
      // The minute of silence after which another worker takes over.
      const sql = `update ledger_audit_request set progressed_at = now() - interval '61 seconds' where status = 'RUNNING'`;
      expect((await owner.query(sql)).rowCount).toBe(1);
      await owner.query(
        `insert into ledger_account (volunteer_id, kind, balance, seq, head_hash, updated_at)
         values ($1, 'SERVICE_MINUTES', 60, 1, '\\x00', now())`,
        [randomUUID()],
      );
      return id;
    });
  }

  const signIn = (username: string): Promise<ApiClient> => new ApiClient(server.url).signIn(username, PASSWORD);

  async function asOwner<T>(work: (owner: Client) => Promise<T>): Promise<T> {
    const owner = new Client(EmbeddedDatabase.running(dataDir, ensureSecrets(dataDir))!.ownerUrl);
    await owner.connect();
    try {
      return await work(owner);
    } finally {
      await owner.end();
    }
  }

  async function prepare(): Promise<void> {
    const { app, close } = await bringUp({ DATA_DIR: dataDir, ...env });
    try {
      await chooseRealUse(app);
      const command = { parentId: null, kind: 'DISTRICT', code: 'K', name: '区' } as const;
      const district = await app.get(CreateDivision, { strict: false }).execute(bySystem(), command);
      for (const [username, role] of [
        ['kill.auditor', 'AUDITOR'],
        ['kill.operator', 'SYSTEM_ADMIN'],
      ] as const) {
        const grants = [{ role, divisionId: district.id }];
        const user = { username, password: PASSWORD, displayName: username, grants };
        await app.get(UserAccounts, { strict: false }).create(bySystem(), user);
      }
      // So that none is due at night.
      await app.get(RunAudit, { strict: false }).execute();
    } finally {
      await close();
    }
  }
});
