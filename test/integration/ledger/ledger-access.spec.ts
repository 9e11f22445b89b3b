import { randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import { CreateDivision } from '../../../src/place/divisions';
import { LedgerPosting } from '../../../src/ledger/ledger';
import { ShowLedger } from '../../../src/ledger/ledger/application/show-ledger';
import { VerifyLedger } from '../../../src/ledger/ledger/application/verify-ledger';
import { UnitOfWork } from '../../../src/platform/data/database/unit-of-work';
import { systemActor, type UserActor } from '../../../src/platform/foundation/actor/actor';
import type { Role } from '../../../src/platform/foundation/actor/permissions';
import { postingOf } from '../../builders/posting.builder';
import { letAnyCausePost } from '../../support/any-cause';
import { bootApp, type BootedApp } from '../../support/boot-app';
import { superuserOf } from '../../support/superuser';

let booted: BootedApp;
let superuser: Client;
let volunteerId: string;
let home: { id: string; path: string };
let elsewhere: { id: string; path: string };

function userOf(change: { volunteerId?: string; role?: Role; at?: { id: string; path: string } }): UserActor {
  const { role, at } = change;
  const grants = role && at ? [{ role, divisionId: at.id, divisionPath: at.path }] : [];
  return {
    kind: 'USER',
    userId: randomUUID(),
    sessionId: randomUUID(),
    displayName: '测试',
    volunteerId: change.volunteerId ?? null,
    grants,
  };
}

beforeAll(async () => {
  booted = await bootApp({ role: 'api' });
  await letAnyCausePost(booted.database);
  superuser = await superuserOf(booted.database);
  const create = (code: string) =>
    booted
      .get(CreateDivision)
      .execute(
        { actor: systemActor('test'), idempotencyKey: `division-${code}` },
        { parentId: null, kind: 'DISTRICT', code, name: code },
      );
  home = await create('HOME');
  elsewhere = await create('ELSEWHERE');
  volunteerId = randomUUID();
  await superuser.query(
    `insert into volunteer (id, volunteer_no, division_id, name, id_number_cipher, id_number_index, status, registered_by,
       registration_channel, registered_at, updated_at)
     values ($1, 'V1', $2, '张三', '\\x00', '\\x01', 'ACTIVE', 'system:test', 'IMPORT', now(), now())`,
    [volunteerId, home.id],
  );
  const postings = [1, 2, 3, 4, 5].map((amount) => postingOf({ volunteerId, amount, causeKind: 'MANUAL' }));
  await booted.get(UnitOfWork).run((tx) => booted.get(LedgerPosting).post(tx, postings, 'system:test'));
});
afterAll(async () => {
  await superuser.end();
  await booted.close();
});

describe('the ledger opens', () => {
  it('to its volunteer, page by page', async () => {
    const ledger = booted.get(ShowLedger);
    const me = userOf({ volunteerId });
    const view = await ledger.balances(me, null, null);
    expect(view).toMatchObject({ serviceMinutes: 15, trainingMinutes: 0, pointTenths: 0 });
    expect(view.positions[0]).toMatchObject({
      accountKind: 'SERVICE_MINUTES',
      seq: 5,
      headHash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    const first = await ledger.statement(me, null, { accountKind: 'SERVICE_MINUTES', limit: 3 });
    expect(first.items.map(({ seq, balanceAfter }) => [seq, balanceAfter])).toEqual([
      [5, 15],
      [4, 10],
      [3, 6],
    ]);
    const second = await ledger.statement(me, null, { accountKind: 'SERVICE_MINUTES', limit: 3, after: first.next! });
    expect(second.items.map(({ seq }) => seq)).toEqual([2, 1]);
    expect(second.next).toBeNull();
    expect(await ledger.balances(me, null, { by: 'EFFECTIVE', at: new Date('2026-01-01') })).toMatchObject({
      serviceMinutes: 0,
    });
  });

  it('to staff of the place, and to nobody else', async () => {
    const ledger = booted.get(ShowLedger);
    const worker = userOf({ role: 'COMMUNITY_WORKER', at: home });
    expect(await ledger.balances(worker, volunteerId, null)).toMatchObject({ serviceMinutes: 15 });
    const stranger = userOf({ role: 'COMMUNITY_WORKER', at: elsewhere });
    await expect(ledger.balances(stranger, volunteerId, null)).rejects.toMatchObject({ code: 'SCOPE_FOREIGN' });
    const other = userOf({ volunteerId: randomUUID() });
    await expect(ledger.statement(other, volunteerId, { accountKind: 'POINT_TENTHS' })).rejects.toMatchObject({
      code: 'PERMISSION_MISSING',
    });
    await expect(ledger.balances(worker, null, null)).rejects.toMatchObject({ code: 'VOLUNTEER_ACCOUNT_REQUIRED' });
    await expect(ledger.balances(worker, randomUUID(), null)).rejects.toMatchObject({ code: 'VOLUNTEER_UNKNOWN' });
  });

  it('to auditors for verification, and writes down who asked', async () => {
    const auditor = userOf({ role: 'AUDITOR', at: home });
    const verify = booted.get(VerifyLedger);
    const context = { actor: auditor, idempotencyKey: 'verification-1' };
    expect(await verify.execute(context)).toEqual({ isIntact: true, entryCount: 5, accountCount: 1, findings: [] });
    const { rowCount } = await superuser.query(
      `select 1 from audit_log where action = 'ledger.verify' and actor_id = $1`,
      [auditor.userId],
    );
    expect(rowCount).toBe(1);
    const worker = { actor: userOf({ role: 'COMMUNITY_WORKER', at: home }), idempotencyKey: 'verification-2' };
    await expect(verify.execute(worker)).rejects.toMatchObject({ code: 'PERMISSION_MISSING' });
  });

  it('to nobody who has not signed in', async () => {
    for (const path of [
      'me/ledger',
      'me/points',
      'me/rank',
      `volunteers/${volunteerId}/ledger`,
      'rankings',
      'policies',
    ]) {
      expect((await fetch(`${booted.url}/api/v1/${path}`)).status).toBe(401);
    }
  });
});
