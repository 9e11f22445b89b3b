import { randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import { MakeCheckpoint } from '../../../src/ledger/evidence';
import { RunRequestedAudit } from '../../../src/ledger/evidence/application/run-requested-audit';
import { ShowAudits, type AuditRequestView } from '../../../src/ledger/evidence/application/show-audits';
import { waitingAuditSql } from '../../../src/ledger/evidence/persistence/audit-requests';
import { LedgerPosting } from '../../../src/ledger/ledger';
import { UnitOfWork } from '../../../src/platform/data/database/unit-of-work';
import { systemActor } from '../../../src/platform/foundation/actor/actor';
import { PeopleBuilder, type SignedIn, type StreetTree } from '../../builders/people.builder';
import { postingOf } from '../../builders/posting.builder';
import { letAnyCausePost } from '../../support/any-cause';
import { bootApp, type BootedApp } from '../../support/boot-app';
import { decideWhatWasPosted } from '../../support/decisions';
import { eventually } from '../../support/eventually';
import { superuserOf } from '../../support/superuser';

interface Request {
  readonly id: string;
  readonly status: string;
  readonly requestedBy: string;
  readonly progress: readonly { readonly step: string; readonly done: number; readonly of: number }[];
  readonly sentence: string;
  readonly run: { readonly id: string; readonly isIntact: boolean; readonly sentences: readonly string[] } | null;
}

let booted: BootedApp;
let superuser: Client;
let people: PeopleBuilder;
let tree: StreetTree;
let auditor: SignedIn;
const volunteerId = randomUUID();

beforeAll(async () => {
  booted = await bootApp({ role: 'api' });
  await letAnyCausePost(booted.database);
  superuser = await superuserOf(booted.database);
  people = new PeopleBuilder(booted);
  tree = await people.street();
  auditor = await people.staff('AUDITOR', tree.street.id);
  await booted
    .get(UnitOfWork)
    .run((tx) => booted.get(LedgerPosting).post(tx, [postingOf({ volunteerId, causeKind: 'MANUAL' })], 'system:test'));
  await decideWhatWasPosted(superuser);
  await booted.get(MakeCheckpoint).execute();
});
afterAll(async () => {
  await superuser.end();
  await booted.close();
});

async function send(method: string, path: string, { token }: SignedIn, key: string = randomUUID()) {
  const response = await fetch(`${booted.url}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, ...(method === 'POST' && { 'idempotency-key': key }) },
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

async function ask(key?: string): Promise<string> {
  const { status, body } = await send('POST', '/ledger/audit-requests', auditor, key);
  expect(status).toBe(202);
  return body['id'] as string;
}

async function look(id: string): Promise<Request> {
  const { status, body } = await send('GET', `/ledger/audit-requests/${id}`, auditor);
  expect(status).toBe(200);
  return body as unknown as Request;
}

/** Past HTTP and its limits: for asking again and again. */
const stored = (id: string): Promise<AuditRequestView> => booted.get(ShowAudits).request(systemActor('test'), id);

const carryOut = (id: string): Promise<void> => booted.get(RunRequestedAudit).execute(id);
const overdue = async (): Promise<readonly unknown[]> =>
  (await superuser.query<{ payload: unknown }>(waitingAuditSql)).rows.map(({ payload }) => payload);

describe('an audit on request', () => {
  it('is for auditors', async () => {
    const worker = await people.staff('COMMUNITY_WORKER', tree.street.id);
    for (const [method, path] of [
      ['POST', '/ledger/audit-requests'],
      ['GET', `/ledger/audit-requests/${randomUUID()}`],
      ['GET', '/ledger/audits'],
    ] as const) {
      expect(await send(method, path, worker)).toMatchObject({ status: 403, body: { code: 'PERMISSION_MISSING' } });
    }
    expect(await send('GET', `/ledger/audit-requests/${randomUUID()}`, auditor)).toMatchObject({
      status: 404,
      body: { code: 'AUDIT_REQUEST_UNKNOWN' },
    });
  });

  it('waits for a worker, and whoever asks meanwhile waits for the same one', async () => {
    const key = randomUUID();
    const id = await ask(key);
    expect(await ask(key)).toBe(id);
    expect(await Promise.all([ask(), ask(), ask()])).toEqual([id, id, id]);
    expect(await look(id)).toMatchObject({
      status: 'WAITING',
      requestedBy: auditor.userId,
      run: null,
      sentence: '已登记,后台任务马上开始核对。',
    });
    await carryOut(id);
    const done = await look(id);
    expect(done).toMatchObject({ status: 'DONE', run: { isIntact: true } });
    expect(done.sentence).toMatch(/^台账完好:1 个账户,1 条分录/);
    // The bell that rings twice, and the request that is sent again.
    await carryOut(id);
    expect(await ask(key)).toBe(id);
    const { body } = await send('GET', '/ledger/audits', auditor);
    expect(body['items']).toMatchObject([{ id: done.run?.id }]);
  });

  it('says how far it is', async () => {
    const id = await ask();
    await superuser.query('begin; lock table ledger_month in access exclusive mode');
    const running = carryOut(id);
    try {
      await eventually('the steps are reported', async () => {
        const { status, progress, sentence } = await stored(id);
        const far = new Map(progress.map(({ step, done, of }) => [step, done === of]));
        return status === 'RUNNING' && far.get('PARTITIONS') === true && /^正在核对:检查点 1 \/ 1,/.test(sentence);
      });
      expect(await ask()).toBe(id);
    } finally {
      await superuser.query('rollback');
    }
    await running;
    expect(await look(id)).toMatchObject({ status: 'DONE', run: { isIntact: true } });
  });

  it('is taken over when its worker falls silent, whose word then counts no more', async () => {
    const id = await ask();
    await superuser.query('begin; lock table ledger_month in access exclusive mode');
    const silent = carryOut(id);
    const other = await superuserOf(booted.database);
    try {
      await eventually('it runs', async () => (await stored(id)).status === 'RUNNING');
      expect(await overdue()).toEqual([]);
      await carryOut(id);
      expect((await look(id)).run).toBeNull();
      // As if it had been stopped for longer than anybody waits, and another one had taken the request.
      await other.query(
        `update ledger_audit_request set attempt = 2, progressed_at = now() - interval '61 seconds' where id = $1`,
        [id],
      );
      expect(await overdue()).toEqual([{ requestId: id }]);
    } finally {
      await superuser.query('rollback');
      await other.end();
    }
    await silent;
    expect(await look(id)).toMatchObject({ status: 'RUNNING', run: null });
    await carryOut(id);
    expect(await look(id)).toMatchObject({ status: 'DONE', run: { isIntact: true } });
    expect(await overdue()).toEqual([]);
  });

  it('names what it found', async () => {
    await superuser.query('set session_replication_role = replica');
    await superuser.query('update ledger_account set balance = balance + 1 where volunteer_id = $1', [volunteerId]);
    const id = await ask();
    await carryOut(id);
    const found = await look(id);
    expect(found).toMatchObject({ status: 'DONE', run: { isIntact: false } });
    expect(found.sentence).toMatch(/^台账有 1 处不符/);
    expect(found.run?.sentences).toHaveLength(1);
    await superuser.query('update ledger_account set balance = balance - 1 where volunteer_id = $1', [volunteerId]);
  });

  it('that fails again and again is given up, says so, and can be asked for anew', async () => {
    const id = await ask();
    await superuser.query('alter table ledger_tree_head rename to ledger_tree_head_away');
    for (let attempt = 1; attempt <= 5; attempt += 1) {
      await expect(carryOut(id)).rejects.toThrow();
      expect((await look(id)).status).toBe(attempt < 5 ? 'WAITING' : 'FAILED');
    }
    await carryOut(id);
    await superuser.query('alter table ledger_tree_head_away rename to ledger_tree_head');
    expect((await look(id)).sentence).toMatch(/没有做完/);
    const again = await ask();
    expect(again).not.toBe(id);
    await carryOut(again);
    expect(await look(again)).toMatchObject({ status: 'DONE' });
  });
});
