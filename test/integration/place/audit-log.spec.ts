import { randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import { AuditLogAudit, MakeCheckpoint } from '../../../src/ledger/evidence';
import { auditVerdictText } from '../../../src/cli/commands/audit-verify.command';
import { RefusalLog } from '../../../src/platform/data/audit/refusal-log';
import { UnitOfWork } from '../../../src/platform/data/database/unit-of-work';
import { PASSWORD, PeopleBuilder, type SignedIn, type StreetTree } from '../../builders/people.builder';
import { bootApp, type BootedApp } from '../../support/boot-app';
import { superuserOf } from '../../support/superuser';

interface Line {
  readonly id: string;
  readonly actorId: string;
  readonly actorKind: string;
  readonly actorName: string | null;
  readonly action: string;
  readonly result: string;
  readonly subjectKind: string | null;
  readonly subjectId: string | null;
  readonly reason: string | null;
  readonly details: Record<string, unknown>;
  readonly remoteAddress: string | null;
  readonly sessionId: string | null;
  readonly requestId: string | null;
}

let booted: BootedApp;
let people: PeopleBuilder;
let tree: StreetTree;
let admin: SignedIn;
let auditor: SignedIn;

beforeAll(async () => {
  booted = await bootApp({ role: 'api' });
  people = new PeopleBuilder(booted);
  tree = await people.street();
  admin = await people.staff('STREET_ADMIN', tree.street.id);
  auditor = await people.staff('AUDITOR', tree.street.id);
});
afterAll(() => booted.close());

async function send(method: string, path: string, token: string | null, body?: object) {
  const response = await fetch(`${booted.url}/api/v1${path}`, {
    method,
    headers: {
      ...(token !== null && { authorization: `Bearer ${token}` }),
      ...(method === 'POST' && { 'idempotency-key': randomUUID() }),
      ...(body && { 'content-type': 'application/json' }),
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

async function lines(query: string, reader = auditor): Promise<readonly Line[]> {
  await booted.get(RefusalLog).write();
  const { status, body } = await send('GET', `/audit-log?${query}`, reader.token);
  expect(status).toBe(200);
  return body['items'] as Line[];
}

describe('a line of the audit log', () => {
  it('says who did what to what, from where and why', async () => {
    const volunteer = await people.registration(tree.building.id);
    const { status } = await send('POST', `/volunteers/${volunteer.id}/reviews`, admin.token, {
      decision: 'REJECT',
      reason: '证件照片看不清',
    });
    expect(status).toBe(428);
    const answer = await fetch(`${booted.url}/api/v1/volunteers/${volunteer.id}/personal-data-views`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${admin.token}`,
        'content-type': 'application/json',
        'idempotency-key': randomUUID(),
      },
      body: JSON.stringify({ field: 'PHONE', reason: '电话回访核实' }),
    });
    expect(answer.ok).toBe(true);
    const [line] = await lines(`actorId=${admin.userId}&action=volunteers.reveal-phone`);
    expect(line).toMatchObject({
      actorKind: 'USER',
      actorName: '工作人员',
      result: 'DONE',
      subjectKind: 'volunteer',
      subjectId: volunteer.id,
      reason: '电话回访核实',
      remoteAddress: '127.0.0.1',
    });
    expect(line?.sessionId).toMatch(/^[0-9a-f-]{36}$/);
    expect(line?.requestId).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('says from where somebody signed in, failed to, and had a session ended', async () => {
    const { userId, username } = await people.staff('COMMUNITY_WORKER', tree.community.id);
    const wrong = await send('POST', '/auth/sign-in', null, { username, password: `${PASSWORD}?` });
    expect(wrong.status).toBe(401);
    const { body } = await send('POST', '/auth/sign-in', null, { username, password: PASSWORD });
    await fetch(`${booted.url}/api/v1/auth/sign-out`, {
      method: 'POST',
      headers: { authorization: `Bearer ${String(body['accessToken'])}` },
    });
    const written = await booted
      .get(UnitOfWork)
      .read<{ action: string; remoteAddress: string | null; requestId: string | null }>(
        `select action, remote_address as "remoteAddress", request_id as "requestId" from audit_log
         where subject_id = $1 or actor_id = $1 order by id desc limit 3`,
        [userId],
      );
    const actions = ['identity.end-session', 'identity.sign-in', 'identity.sign-in-refused'];
    const requestId = expect.stringMatching(/^[0-9a-f-]{36}$/) as string;
    expect(written).toEqual(actions.map((action) => ({ action, remoteAddress: '127.0.0.1', requestId })));
  });

  it('is written by every command, with its subject and the ids it named', async () => {
    const body = { name: '审计队', kind: 'RESIDENT', divisionId: tree.community.id };
    const { body: team } = await send('POST', '/teams', admin.token, body);
    const [line] = await lines(`subjectId=${String(team['id'])}`);
    expect(line).toMatchObject({ action: 'teams.create', result: 'DONE', subjectKind: 'teams' });
    expect(line?.details).toMatchObject({ divisionId: tree.community.id });
    expect(JSON.stringify(line)).not.toContain('审计队');
  });

  it('is written by signing in, and by files that leave the service', async () => {
    const [signIn] = await lines(`actorId=${admin.userId}&action=identity.`);
    expect(signIn).toMatchObject({ action: 'identity.sign-in', subjectId: admin.userId });
    const path = `/reports/monthly-summary/workbook?divisionId=${tree.street.id}&month=2026-01`;
    const answer = await fetch(`${booted.url}/api/v1${path}`, { headers: { authorization: `Bearer ${admin.token}` } });
    expect(answer.status).toBe(200);
    expect(await lines(`actorId=${admin.userId}&action=reports.`)).toMatchObject([
      { action: 'reports.monthly-summary' },
    ]);
  });

  it('is written by looking at the log', async () => {
    await lines('limit=1');
    const [line] = await lines(`actorId=${auditor.userId}&action=audit.read&limit=1`);
    expect(line).toMatchObject({ result: 'DONE' });
  });
});

describe('refusals', () => {
  it('are lines of their own, counted, with the true reason for something foreign', async () => {
    const outsider = await people.staff('COMMUNITY_WORKER', tree.otherCommunity.id);
    const volunteer = await people.volunteer(tree.building.id);
    for (let time = 0; time < 3; time += 1) {
      const { status, body } = await send('GET', `/volunteers/${volunteer.id}`, outsider.token);
      expect([status, body['code']]).toEqual([404, 'VOLUNTEER_UNKNOWN']);
    }
    expect((await send('GET', '/audit-log', outsider.token)).status).toBe(403);
    const refused = await lines(`actorId=${outsider.userId}&result=REFUSED`);
    // Equal ones are one line, unless the lines of a few seconds were written between them.
    const counts: Record<string, number> = {};
    for (const { subjectId, details } of refused) {
      const { code, status, route, count } = details as { code: string; status: number; route: string; count: number };
      const kind =
        `${String(status)} ${code} ${route} ${route.includes(':volunteerId') ? String(subjectId) : ''}`.trim();
      counts[kind] = (counts[kind] ?? 0) + count;
    }
    expect(counts).toEqual({
      [`404 SCOPE_FOREIGN GET /api/v1/volunteers/:volunteerId ${volunteer.id}`]: 3,
      '403 PERMISSION_MISSING GET /api/v1/audit-log': 1,
    });
  });

  it('of nobody are seen by the auditor of the whole tree only', async () => {
    const above = await people.staff('AUDITOR', tree.district.id);
    expect((await send('GET', '/auth/me', null)).status).toBe(401);
    const query = 'actorId=anonymous&action=access.refuse';
    expect(await lines(query)).toEqual([]);
    const [line] = await lines(query, above);
    expect(line?.details).toMatchObject({ code: 'SIGN_IN_REQUIRED', status: 401 });
  });

  it('of a punch leave none', async () => {
    const { token } = await people.signedInVolunteer(tree.unit.id);
    const { body: me } = await send('GET', '/auth/me', token);
    const body = { shiftId: randomUUID(), direction: 'IN', punchId: randomUUID(), code: '123456' };
    expect((await send('POST', '/me/punches', token, body)).status).toBeGreaterThanOrEqual(400);
    expect(await lines(`actorId=${String(me['userId'])}&result=REFUSED`)).toEqual([]);
  });
});

describe('the viewer', () => {
  it('shows nothing of another street', async () => {
    const otherStreet = await people.division(tree.district, 'STREET', '河东街道');
    const foreign = await people.staff('AUDITOR', otherStreet.id);
    expect(await lines(`actorId=${admin.userId}`, foreign)).toEqual([]);
    const seen = await lines('limit=200', foreign);
    expect(new Set(seen.map(({ actorId }) => actorId))).toEqual(new Set([foreign.userId]));
  });

  it('pages by position, newest first, and keeps to a span of time', async () => {
    const all = await lines(`actorId=${auditor.userId}&limit=200`);
    const first = await send('GET', `/audit-log?actorId=${auditor.userId}&limit=2`, auditor.token);
    const next = String(first.body['next']);
    const second = await lines(`actorId=${auditor.userId}&limit=2&after=${next}`);
    const ids = [...(first.body['items'] as Line[]), ...second].map(({ id }) => Number(id));
    expect(ids).toEqual([...ids].sort((a, b) => b - a));
    expect(ids).toEqual(expect.arrayContaining(all.slice(0, 1).map(({ id }) => Number(id))));
    expect(await lines('to=2020-01-01T00:00:00Z')).toEqual([]);
    expect(await lines('from=2099-01-01T00:00:00Z')).toEqual([]);
    const forged = Buffer.from('["x"]').toString('base64url');
    const { status, body } = await send('GET', `/audit-log?after=${forged}`, auditor.token);
    expect([status, body['code']]).toEqual([400, 'CURSOR_INVALID']);
  });
});

describe('audit:verify', () => {
  let superuser: Client;
  let victim: string;

  beforeAll(async () => {
    superuser = await superuserOf(booted.database);
    await superuser.query('set session_replication_role = replica');
    await booted.get(MakeCheckpoint).execute();
    await people.team(tree.community.id);
    await booted.get(MakeCheckpoint).execute();
    const { rows } = await superuser.query<{ id: string }>('select id from audit_log order by id offset 3 limit 1');
    victim = rows[0]!.id;
  });
  afterAll(() => superuser.end());

  const verify = () => booted.get(AuditLogAudit).execute();

  /** Does the damage, verifies, and mends it by the same hand. */
  async function verdictAfter(...damage: readonly string[]) {
    await superuser.query('create temp table kept as table audit_log');
    try {
      for (const sql of damage) await superuser.query(sql);
      return await verify();
    } finally {
      await superuser.query(
        'delete from audit_log; insert into audit_log overriding system value select * from kept; drop table kept',
      );
    }
  }

  it('finds all well, and seals each line', async () => {
    const [{ count } = { count: '' }] = await booted
      .get(UnitOfWork)
      .read<{ count: string }>('select count(*) from audit_log');
    expect(await verify()).toMatchObject({ isIntact: true, sealedCount: Number(count), first: null });
    expect(auditVerdictText(await verify())).toContain('审计日志完好');
  });

  it.each([
    ['who', `actor_id = 'system:other'`],
    ['what', `action = 'teams.read'`],
    ['when', `at = at + interval '1 microsecond'`],
    ['where', `remote_address = '10.0.0.1'`],
    ['why', `reason = 'because'`],
    ['the result', `result = 'REFUSED'`],
    ['the session', 'session_id = gen_random_uuid()'],
    ['the request', `request_id = 'x'`],
    ['the details', `details = '{"a": 1}'`],
  ])('names the first line of which %s was edited', async (_, assignment) => {
    const verdict = await verdictAfter(
      `update audit_log set ${assignment} where id in (${victim}, (select max(id) from audit_log))`,
    );
    expect(verdict).toMatchObject({
      isIntact: false,
      findingCount: 2,
      first: { table: 'audit_log', problem: 'CHANGED', key: victim },
    });
    expect(auditVerdictText(verdict)).toContain(`第 ${victim} 行`);
  });

  it('names the first line that was deleted', async () => {
    const verdict = await verdictAfter(`delete from audit_log where id >= ${victim}`);
    expect(verdict.first).toMatchObject({ problem: 'MISSING', key: victim, at: null });
  });

  it('names a line that was deleted and written again under another id', async () => {
    const rest = 'at, actor_id, actor_kind, action, subject_kind, subject_id, reason, details, remote_address';
    const verdict = await verdictAfter(
      `insert into audit_log (id, ${rest}) overriding system value select 900000, ${rest} from audit_log where id = ${victim}`,
      `delete from audit_log where id = ${victim}`,
    );
    expect(verdict.first).toMatchObject({ problem: 'MISSING', key: victim });
  });

  it('names an old line that was slipped in, before and after it is sealed', async () => {
    await superuser.query(
      `insert into audit_log (id, at, actor_id, actor_kind, action) overriding system value
       values (0, now() - interval '40 days', 'system:cli', 'SYSTEM', 'teams.create')`,
    );
    expect((await verify()).first).toMatchObject({ problem: 'UNEXPECTED', key: '0', action: 'teams.create' });
    await booted.get(MakeCheckpoint).execute();
    expect((await verify()).first).toMatchObject({ problem: 'UNEXPECTED', key: '0', column: 'at' });
  });
});
