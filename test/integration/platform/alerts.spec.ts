import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Client } from 'pg';
import { MakeCheckpoint, RunAudit } from '../../../src/ledger/evidence';
import { EvidenceHandlers } from '../../../src/ledger/evidence/jobs/evidence.handlers';
import { LedgerPosting } from '../../../src/ledger/ledger';
import { recordsDue } from '../../../src/service/service-hours/computing/jobs/record-jobs';
import { Alerts, untoldAlertsSql } from '../../../src/platform/delivery/alerts/alerts';
import { TellAlert } from '../../../src/platform/delivery/alerts/tell-alert';
import { WatchJobs } from '../../../src/platform/delivery/alerts/watch-jobs';
import { UnitOfWork } from '../../../src/platform/data/database/unit-of-work';
import { JobQueues, type JobRequest } from '../../../src/platform/data/queue';
import { PeopleBuilder, type SignedIn } from '../../builders/people.builder';
import { postingOf } from '../../builders/posting.builder';
import { letAnyCausePost } from '../../support/any-cause';
import { bootApp, type BootedApp, forgetQueue, newQueuePrefix } from '../../support/boot-app';
import { decideWhatWasPosted } from '../../support/decisions';
import { eventually } from '../../support/eventually';
import { superuserOf } from '../../support/superuser';

interface AlertItem {
  readonly id: string;
  readonly kind: string;
  readonly sentence: string;
  readonly toldAt: string | null;
}

const TAKEN = { status: 200, body: '{"errcode":0,"errmsg":"ok"}' };
const queuePrefix = newQueuePrefix();
const volunteerId = randomUUID();
let robot: Server;
let robotUrl: string;
let robotAnswers = TAKEN;
const said: { readonly msgtype: string; readonly text: { readonly content: string } }[] = [];
let booted: BootedApp;
let superuser: Client;
let operator: SignedIn;
let clerk: SignedIn;

beforeAll(async () => {
  robot = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (chunk: string) => (body += chunk));
    request.on('end', () => {
      said.push(JSON.parse(body) as (typeof said)[number]);
      response.statusCode = robotAnswers.status;
      response.setHeader('location', '/elsewhere');
      response.end(robotAnswers.body);
    });
  });
  await new Promise<void>((listening) => robot.listen(0, '127.0.0.1', listening));
  robotUrl = `http://127.0.0.1:${(robot.address() as AddressInfo).port}/send?key=the-key-of-the-robot`;
  booted = await bootApp({ queuePrefix, env: { ALERT_URL: robotUrl } });
  await letAnyCausePost(booted.database);
  superuser = await superuserOf(booted.database);
  const people = new PeopleBuilder(booted);
  const tree = await people.street();
  operator = await people.staff('SYSTEM_ADMIN', tree.district.id);
  clerk = await people.staff('STREET_ADMIN', tree.street.id);
  await booted
    .get(UnitOfWork)
    .run((tx) => booted.get(LedgerPosting).post(tx, [postingOf({ volunteerId, causeKind: 'MANUAL' })], 'system:test'));
  await decideWhatWasPosted(superuser);
  await superuser.query('set session_replication_role = replica');
});
beforeEach(() => {
  said.length = 0;
  robotAnswers = TAKEN;
});
afterAll(async () => {
  await superuser.end();
  await booted.close();
  await forgetQueue(queuePrefix);
  robot.close();
});

async function alerts(reader = operator): Promise<{ readonly status: number; readonly items: readonly AlertItem[] }> {
  const response = await fetch(`${booted.url}/api/v1/operations/alerts`, {
    headers: { authorization: `Bearer ${reader.token}` },
  });
  const { items } = (await response.json()) as { items: readonly AlertItem[] };
  return { status: response.status, items };
}

async function balanceIsOff<T>(work: () => Promise<T>): Promise<T> {
  const shift = 'update ledger_account set balance = balance + $2 where volunteer_id = $1';
  await superuser.query(shift, [volunteerId, 1]);
  try {
    return await work();
  } finally {
    await superuser.query(shift, [volunteerId, -1]);
  }
}

/** An alert that a worker has told, and that is untold again: as if its note had been lost. */
async function untold(): Promise<string> {
  const { items } = await alerts();
  const { id } = items.find(({ toldAt }) => toldAt !== null)!;
  await superuser.query('delete from alert_told where alert_id = $1', [id]);
  // So young that the sweeper of the running worker leaves it alone.
  await superuser.query('update alert set raised_at = now() where id = $1', [id]);
  return id;
}

describe('an alert', () => {
  it('is raised by an audit that finds something, told to the group chat, and shown to administrators only', async () => {
    expect(await alerts()).toEqual({ status: 200, items: [] });
    expect((await booted.get(RunAudit).execute()).isIntact).toBe(true);
    expect((await alerts()).items).toEqual([]);
    await balanceIsOff(() => booted.get(RunAudit).execute());
    await eventually('the group is told', async () => (await alerts()).items[0]?.toldAt != null);
    expect((await alerts()).items).toMatchObject([{ kind: 'LEDGER_BROKEN' }]);
    expect(said).toHaveLength(1);
    expect(said[0]).toEqual({ msgtype: 'text', text: { content: expect.any(String) as string } });
    const { content } = said[0]!.text;
    expect(content).toMatch(/^【志愿服务台账】台账核对发现 1 处不符/);
    expect(content).not.toContain(volunteerId);
    // A robot takes 2,048 bytes.
    expect(Buffer.byteLength(content)).toBeLessThan(2_048);
    expect((await alerts(clerk)).status).toBe(403);
  });

  it('is raised once a day when nothing can be signed', async () => {
    await booted.get(MakeCheckpoint).execute();
    await superuser.query(`update ledger_tree set root = sha256('x') where tree like 'entry/%'`);
    await booted
      .get(UnitOfWork)
      .run((tx) => booted.get(LedgerPosting).post(tx, [postingOf({ volunteerId })], 'system:test'));
    const handlers = booted.get(EvidenceHandlers);
    await eventually('it is raised', async () => {
      await handlers.onCheckpoint();
      return (await alerts()).items[0]?.kind === 'CHECKPOINT_REFUSED';
    });
    await handlers.onCheckpoint();
    expect((await alerts()).items.filter(({ kind }) => kind === 'CHECKPOINT_REFUSED')).toHaveLength(1);
  });

  it('is raised for work that was given up: once per kind and day', async () => {
    const misfit = { job: recordsDue, payload: '不是对象' as unknown as object } satisfies JobRequest;
    await booted.get(JobQueues).enqueueMany([misfit, misfit]);
    const queues = booted.get(JobQueues);
    await eventually('they are dead letters', async () => (await queues.deadLetters()).length >= 2);
    booted.setNow(new Date(Date.now() + 25 * 3_600_000));
    await booted.get(WatchJobs).execute();
    booted.setNow(undefined);
    expect((await alerts()).items.some(({ kind }) => kind === 'JOB_GIVEN_UP')).toBe(false);
    await booted.get(WatchJobs).execute();
    await booted.get(WatchJobs).execute();
    const raised = (await alerts()).items.filter(({ kind }) => kind === 'JOB_GIVEN_UP');
    expect(raised).toHaveLength(1);
    expect(raised[0]?.sentence).toContain(recordsDue.name);
  });

  it.each([
    ['answers with an error', { status: 500, body: '' }, 'answered 500'],
    ['refuses the text', { status: 200, body: '{"errcode":310000,"errmsg":"keywords not in content"}' }, '310000'],
    ['answers something else', { status: 200, body: '<html>' }, 'something else'],
    ['sends it elsewhere', { status: 307, body: '' }, 'not reached'],
  ])('stays untold while the robot %s, and is told later', async (_, answer, reason) => {
    await eventually('all are told', async () => (await alerts()).items.every(({ toldAt }) => toldAt !== null));
    const id = await untold();
    robotAnswers = answer;
    const told = booted.get(TellAlert).execute(id);
    await expect(told).rejects.toThrow(reason);
    await expect(told).rejects.not.toThrow('the-key-of-the-robot');
    expect((await alerts()).items.find((alert) => alert.id === id)?.toldAt).toBeNull();
    robotAnswers = TAKEN;
    said.length = 0;
    await booted.get(TellAlert).execute(id);
    await booted.get(TellAlert).execute(id);
    expect(said).toHaveLength(1);
  });

  it('whose doorbell was lost is found by the sweeper', async () => {
    const id = await untold();
    const found = async () => (await superuser.query<{ dedup_key: string }>(untoldAlertsSql)).rows;
    expect(await found()).toEqual([]);
    await superuser.query(`update alert set raised_at = raised_at - interval '2 minutes' where id = $1`, [id]);
    expect((await found()).map(({ dedup_key }) => dedup_key)).toEqual([id]);
    await superuser.query(`update alert set raised_at = raised_at - interval '3 hours' where id = $1`, [id]);
    expect(await found()).toEqual([]);
  });
});

it('without a robot is kept and shown, and no doorbell waits for ever', async () => {
  const quiet = await bootApp({ role: 'api' });
  try {
    const unitOfWork = quiet.get(UnitOfWork);
    const alert = { kind: 'LEDGER_BROKEN', subjectKey: 'x', sentence: '台账核对发现 1 处不符。' } as const;
    await unitOfWork.run((tx) => quiet.get(Alerts).raise(tx, alert));
    const { items } = await quiet.get(Alerts).page({});
    expect(items).toMatchObject([{ ...alert, toldAt: null }]);
    await quiet.get(TellAlert).execute(items[0]!.id);
    expect(await unitOfWork.read(`select 1 from outbox where job like 'alerts.%'`)).toEqual([]);
  } finally {
    await quiet.close();
  }
});
