import { Sms, SmsRefused } from '../../../src/people/phone-sign-in';
import { ConfirmDue } from '../../../src/service/service-hours';
import { SendReceipts } from '../../../src/people/sms-receipts';
import { WithdrawConsent } from '../../../src/people/volunteers';
import { UpdateDivision } from '../../../src/place/divisions/application/update-division';
import { UnitOfWork } from '../../../src/platform/data/database/unit-of-work';
import { systemActor } from '../../../src/platform/foundation/actor/actor';
import { PeopleApi } from '../../builders/people.api';
import type { SignedIn } from '../../builders/people.builder';
import { AFTER_PUBLICITY, at, type HeldShift, ServiceBuilder } from '../../builders/service.builder';
import { bootApp, type BootedApp } from '../../support/boot-app';
import { superuserOf } from '../../support/superuser';

const REGISTRATION = { purpose: 'REGISTRATION', textVersion: '2026-1', channel: 'PAPER' } as const;
const SMS = { ...REGISTRATION, purpose: 'SMS' } as const;
/** In publicity: the shift was closed on the day before. */
const DURING = at('2026-11-30 09:00');

interface Receipt {
  readonly recordId: string;
  readonly receiptNo: string;
  readonly state: string;
  readonly attempts: number;
  readonly reason: string | null;
}

describe('receipts by text message', () => {
  let booted: BootedApp;
  let service: ServiceBuilder;
  let api: PeopleApi;
  let clerk: SignedIn;
  let colleague: SignedIn;
  let shift: HeldShift;
  let send: jest.SpiedFunction<Sms['send']>;
  let count = 0;

  beforeAll(async () => {
    const env = { SMS_URL: 'http://127.0.0.1:9/', SMS_SECRET: 'a-secret-that-both-sides-of-the-gateway-know' };
    booted = await bootApp({ role: 'api', env });
    service = await ServiceBuilder.on(booted);
    api = new PeopleApi(booted);
    const { people, tree } = service;
    clerk = await people.staff('COMMUNITY_WORKER', tree.community.id);
    colleague = await people.staff('COMMUNITY_WORKER', tree.community.id);
    await booted.get(UpdateDivision).execute(systemActor('test'), {
      ...{ id: tree.street.id, expectedVersion: 1, contactPhone: '027-85550001' },
    });
    send = jest.spyOn(booted.get<Sms>(Sms as never), 'send');
  });
  afterAll(async () => booted.close());
  beforeEach(async () => {
    send.mockReset().mockResolvedValue();
    shift = await service.shift('09:00', '11:00');
  });
  // Whatever a test left open would be sent by the next one.
  afterEach(async () => {
    send.mockResolvedValue();
    booted.setNow(new Date(AFTER_PUBLICITY));
    await booted.get(SendReceipts).execute();
  });

  async function served(given: object = {}): Promise<string> {
    count += 1;
    const phone = `1390000${String(count).padStart(4, '0')}`;
    const { id } = await service.people.volunteer(service.tree.unit.id, {
      ...{ name: '王桂兰', phone, consents: [REGISTRATION, SMS], ...given },
    });
    await service.attend(id, shift, '09:00', '11:00');
    return id;
  }

  async function run(time = DURING): Promise<number> {
    booted.setNow(new Date(time));
    return booted.get(SendReceipts).execute();
  }

  async function receipt(volunteerId: string): Promise<Receipt | undefined> {
    const [row] = await booted.get(UnitOfWork).read<Receipt>(
      `select record_id as "recordId", receipt_no::text as "receiptNo", state, attempts, reason from sms_receipt
       where volunteer_id = $1`,
      [volunteerId],
    );
    return row;
  }

  it('tell whoever has no account what is about to be credited, once, however often the job runs', async () => {
    const id = await served();
    await service.closeAndCompute(shift);
    booted.setNow(new Date(DURING));
    const sent = await Promise.all(Array.from({ length: 4 }, () => booted.get(SendReceipts).execute()));
    expect(sent.reduce((sum, one) => sum + one, 0)).toBe(1);
    expect(await run()).toBe(0);
    const { receiptNo, state } = (await receipt(id)) ?? {};
    expect(state).toBe('SENT');
    expect(send.mock.calls).toEqual([
      [
        `1390000${String(count).padStart(4, '0')}`,
        '御景社区:王* 11 月 28 日在「巡河」的志愿服务拟记 120 分钟,公示到 12 月 2 日。' +
          `没有参加或时间不对,请在此之前拨打 027-85550001 说明,并报回执号 ${String(receiptNo)}。`,
      ],
    ]);
  });

  it.each([
    ['consent', { consents: [REGISTRATION] }],
    ['phone', { phone: null }],
  ])('do not reach people without %s', async (_, given) => {
    const id = await served(given);
    await service.closeAndCompute(shift);
    expect(await run()).toBe(0);
    expect(await receipt(id)).toBeUndefined();
  });

  it('do not reach people with an account', async () => {
    const id = await served({ account: { username: 'has.account', password: 'correct-horse-9' } });
    await service.closeAndCompute(shift);
    await run();
    expect(await receipt(id)).toBeUndefined();
  });

  it('are tried again where the gateway did not take them, and given up after five times', async () => {
    const id = await served();
    await service.closeAndCompute(shift);
    send.mockRejectedValue(new SmsRefused('no'));
    await run();
    expect(await receipt(id)).toMatchObject({ state: 'WAITING', attempts: 1 });
    await run();
    expect(send).toHaveBeenCalledTimes(1);
    for (const time of ['09:02', '09:10', '09:30', '11:00']) await run(at(`2026-11-30 ${time}`));
    expect(await receipt(id)).toMatchObject({ state: 'FAILED', attempts: 5 });
    expect(await run(at('2026-12-01 09:00'))).toBe(0);
    expect(send).toHaveBeenCalledTimes(5);
  });

  it('are not repeated where nobody knows whether they went out', async () => {
    const id = await served();
    await service.closeAndCompute(shift);
    send.mockRejectedValue(new Error('socket hang up'));
    await run();
    await run(at('2026-12-01 09:00'));
    expect(await receipt(id)).toMatchObject({ state: 'UNKNOWN', attempts: 1 });
    expect(send).toHaveBeenCalledTimes(1);
  });

  it('are tried again where they could not even be written', async () => {
    const id = await served();
    await service.closeAndCompute(shift);
    const superuser = await superuserOf(booted.database);
    try {
      await superuser.query('alter table subject_key rename to subject_key_away');
      expect(await run()).toBe(0);
      expect(await receipt(id)).toMatchObject({ state: 'WAITING', attempts: 1 });
    } finally {
      await superuser.query('alter table if exists subject_key_away rename to subject_key');
      await superuser.end();
    }
    expect(await run(at('2026-11-30 09:02'))).toBe(1);
    expect(await receipt(id)).toMatchObject({ state: 'SENT', attempts: 2 });
    expect(send).toHaveBeenCalledTimes(1);
  });

  it('are not repeated after the sender died over them', async () => {
    const id = await served();
    await service.closeAndCompute(shift);
    let hasBegun: () => void = () => undefined;
    const begun = new Promise<void>((settle) => (hasBegun = settle));
    let answer: () => void = () => undefined;
    send.mockImplementation(() => {
      hasBegun();
      return new Promise<void>((settle) => (answer = settle));
    });
    const dying = run();
    await begun;
    await run(at('2026-11-30 09:05'));
    expect(await receipt(id)).toMatchObject({ state: 'SENDING' });
    await run(at('2026-11-30 09:11'));
    expect(await receipt(id)).toMatchObject({ state: 'UNKNOWN' });
    answer();
    await dying;
    expect(send).toHaveBeenCalledTimes(1);
    expect(await receipt(id)).toMatchObject({ state: 'UNKNOWN' });
  });

  it('are left out where the consent was withdrawn while they waited', async () => {
    const id = await served();
    await service.closeAndCompute(shift);
    send.mockRejectedValue(new SmsRefused('no'));
    await run();
    await booted.get(WithdrawConsent).execute(service.context(), { volunteerId: id, purpose: 'SMS' });
    await run(at('2026-11-30 10:00'));
    expect(await receipt(id)).toMatchObject({ state: 'SKIPPED', reason: 'CONSENT_WITHDRAWN' });
    expect(send).toHaveBeenCalledTimes(1);
  });

  it('lead to a denial that staff write down: it holds the record, and another person answers it', async () => {
    const id = await served();
    await service.closeAndCompute(shift);
    await run();
    const { receiptNo, recordId } = (await receipt(id)) as Receipt;
    const found = await api.get(`sms-receipts?receiptNo=${receiptNo}`, clerk.token);
    expect(found.body['items']).toEqual([expect.objectContaining({ receiptNo, recordId, creditedMinutes: 120 })]);
    const foreign = await service.people.staff('COMMUNITY_WORKER', service.tree.otherCommunity.id);
    expect((await api.get(`sms-receipts?receiptNo=${receiptNo}`, foreign.token)).body['items']).toEqual([]);
    const body = { channel: 'PHONE', statement: '那天在外地,没有参加' };
    const path = `records/${recordId}/denials`;
    expect(await api.refused(path, { token: foreign.token, body })).toBe('RECORD_UNKNOWN');
    const denied = await api.post(path, { token: clerk.token, body });
    expect(denied).toMatchObject({ status: 201, body: { recordId, status: 'OPEN' } });
    expect(await api.refused(path, { token: colleague.token, body })).toBe('OBJECTION_OPEN');
    const listed = await api.get('objections?status=OPEN', colleague.token);
    expect(listed.body['items']).toEqual([
      expect.objectContaining({ recordId, channel: 'PHONE', grounds: '本人否认:那天在外地,没有参加' }),
    ]);

    booted.setNow(new Date(AFTER_PUBLICITY));
    await booted.get(ConfirmDue).execute();
    expect(await service.records(id)).toMatchObject([{ status: 'PUBLICITY' }]);
    const answers = `objections/${String(denied.body['id'])}/answers`;
    const answer = { outcome: 'UPHELD', answer: '经核实没有参加' };
    expect(await api.refused(answers, { token: clerk.token, body: answer })).toBe('DECISION_SAME_PERSON');
    expect((await api.post(answers, { token: colleague.token, body: answer })).status).toBe(201);
    expect(await service.records(id)).toMatchObject([{ status: 'UNDER_REVIEW' }]);
    expect(await service.count('ledger_entry', id)).toBe(0);
  });

  it('cannot be answered by a denial after the hours were posted', async () => {
    const id = await served();
    await service.closeAndCompute(shift);
    await run();
    const { recordId } = (await receipt(id)) as Receipt;
    await service.confirmAll();
    const body = { channel: 'COUNTER', statement: '没有参加' };
    expect(await api.refused(`records/${recordId}/denials`, { token: clerk.token, body })).toBe('RECORD_STATE_WRONG');
  });
});
