import { v7 } from 'uuid';
import { LedgerReader } from '../../../src/ledger/ledger';
import { ExplainPointEntry } from '../../../src/ledger/points/application/explain-point-entry';
import { PeopleApi } from '../../builders/people.api';
import { PeopleBuilder } from '../../builders/people.builder';
import { ServiceBuilder, volunteerActor } from '../../builders/service.builder';
import { bootApp, type BootedApp } from '../../support/boot-app';

describe('where the tenths of an entry came from', () => {
  let booted: BootedApp;
  let street: ServiceBuilder;

  beforeAll(async () => {
    booted = await bootApp({ role: 'api' });
    street = await ServiceBuilder.on(booted);
  });
  afterAll(async () => booted.close());

  async function served(): Promise<string> {
    const volunteerId = await street.volunteer();
    const shift = await street.shift('09:00', '11:00');
    await street.attend(volunteerId, shift, '09:00', '11:00');
    await street.closeAndCompute(shift);
    await street.confirmAll();
    return volunteerId;
  }
  const explain = (volunteerId: string, seq: number) =>
    booted.get(ExplainPointEntry).execute(volunteerActor(volunteerId), { seq });

  it('is said step by step and comes to the posted amount again', async () => {
    const volunteerId = await served();
    const { pointTenths } = await booted.get(LedgerReader).balances(volunteerId);
    const [record] = await street.records(volunteerId);
    expect(await explain(volunteerId, 1)).toMatchObject({
      ...{ seq: 1, amount: pointTenths, reason: 'SERVICE', recordId: record?.id, minutes: 120 },
      ...{ reversesSeq: null, reversedBySeq: null, isGrant: false, isSameAgain: true },
      sentences: ['120 分钟，每小时 10 分。', '按时间得 20 分，不足 0.1 分的部分舍去。'],
    });
  });

  it('is not told to anybody else, and not made up for an entry that is not there', async () => {
    const volunteerId = await served();
    const other = await street.volunteer();
    await expect(explain(other, 1)).rejects.toMatchObject({ code: 'POINT_ENTRY_UNKNOWN' });
    await expect(explain(volunteerId, 99)).rejects.toMatchObject({ code: 'POINT_ENTRY_UNKNOWN' });
    const asked = booted
      .get(ExplainPointEntry)
      .execute(volunteerActor(other), { seq: 1, linkedVolunteerId: volunteerId });
    await expect(asked).rejects.toMatchObject({ code: 'VOLUNTEER_UNKNOWN' });
  });

  it('says why two people gave points', async () => {
    const people = new PeopleBuilder(booted);
    const tree = await people.street();
    const admin = await people.staff('STREET_ADMIN', tree.street.id);
    const second = await people.staff('STREET_ADMIN', tree.street.id);
    const { id } = await people.volunteer(tree.community.id);
    const api = new PeopleApi(booted);
    const body = { id: v7(), reason: 'BONUS', pointTenths: 50, grounds: '防汛值守，连续三夜' };
    const asked = await api.post(`volunteers/${id}/manual-postings`, { token: admin.token, body });
    const decision = `decisions/${String(asked.body['decisionId'])}/decisions`;
    await api.post(decision, { token: second.token, body: { decision: 'APPROVE' } });
    expect(await explain(id, 1)).toMatchObject({
      ...{ amount: 50, recordId: null, minutes: null, isSameAgain: null, ruleEffectiveFrom: null },
      sentences: ['由一位工作人员提出、另一位同意，加 5 分。', '理由：防汛值守，连续三夜'],
    });
  });
});
