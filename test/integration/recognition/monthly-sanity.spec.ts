import { PeopleApi } from '../../builders/people.api';
import { PeopleBuilder } from '../../builders/people.builder';
import { RecordBuilder } from '../../builders/record.builder';
import { bootApp, type BootedApp } from '../../support/boot-app';

describe('the second glance at a month', () => {
  let booted: BootedApp;

  beforeAll(async () => {
    booted = await bootApp({ role: 'api' });
  });
  afterAll(async () => booted.close());

  it('counts long days of one person over all records, and what was entered afterwards, by community and in all', async () => {
    booted.setNow(new Date('2026-11-24T02:00:00Z'));
    const people = new PeopleBuilder(booted);
    const records = new RecordBuilder(booted);
    const api = new PeopleApi(booted);
    const tree = await people.street();
    const leader = await people.staff('STREET_LEADER', tree.street.id);
    const worker = await people.staff('COMMUNITY_WORKER', tree.community.id);
    const { id: volunteerId } = await people.volunteer(tree.unit.id);
    const team = await people.team(tree.community.id);
    const facts = { volunteerId, teamId: team.id, servedOn: '2026-10-31' };
    await records.confirmed({ ...facts, divisionId: tree.community.id, minutes: 300 });
    await records.confirmed({ ...facts, divisionId: tree.otherCommunity.id, minutes: 240, grade: 'D' });
    await records.confirmed({ ...facts, divisionId: tree.community.id, minutes: 60, servedOn: '2026-09-30' });

    const path = (divisionId: string, suffix = '') =>
      `reports/monthly-sanity${suffix}?divisionId=${divisionId}&month=2026-10`;
    const { body } = await api.get(path(tree.street.id), leader.token);
    expect(body).toMatchObject({
      ...{ placeName: '福镇街道', month: '2026-10', longDayMinutes: 480 },
      total: { name: '合计', recordCount: 2, creditedMinutes: 540, longDayCount: 1, backfillMinutes: 240 },
    });
    expect(body['byCommunity']).toEqual([
      expect.objectContaining({ name: '御景社区', recordCount: 1, longDayCount: 1, backfillMinutes: 0 }),
      expect.objectContaining({ name: '河畔社区', recordCount: 1, longDayCount: 1, backfillMinutes: 240 }),
    ]);
    expect((await api.get(path(tree.street.id), worker.token)).status).toBe(403);
    const own = await api.get(path(tree.community.id), worker.token);
    expect(own.body).toMatchObject({ total: { recordCount: 1, longDayCount: 0 } });
    const workbook = await fetch(`${booted.url}/api/v1/${path(tree.street.id, '/workbook')}`, {
      headers: { authorization: `Bearer ${leader.token}` },
    });
    expect(workbook.status).toBe(200);
    expect(workbook.headers.get('content-type')).toContain('spreadsheet');
  });
});
