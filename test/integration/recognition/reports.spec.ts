import { PeopleApi } from '../../builders/people.api';
import { PeopleBuilder } from '../../builders/people.builder';
import { RecordBuilder } from '../../builders/record.builder';
import { bootApp, type BootedApp } from '../../support/boot-app';

describe('reports', () => {
  let booted: BootedApp;

  beforeAll(async () => {
    booted = await bootApp({ role: 'api' });
  });

  afterAll(async () => booted.close());

  it('adds up a month by community, team and category, and writes statement and summary as workbooks', async () => {
    booted.setNow(new Date('2026-11-24T02:00:00Z'));
    const people = new PeopleBuilder(booted);
    const records = new RecordBuilder(booted);
    const api = new PeopleApi(booted);
    const tree = await people.street();
    const leader = await people.staff('STREET_LEADER', tree.street.id);
    const holder = await people.signedInVolunteer(tree.unit.id);
    const team = await people.team(tree.community.id);
    const facts = { volunteerId: holder.volunteerId, teamId: team.id, divisionId: tree.community.id };
    await records.confirmed({ ...facts, servedOn: '2026-10-01', minutes: 120, pointTenths: 200 });
    await records.confirmed({ ...facts, servedOn: '2026-10-31', minutes: 60, divisionId: tree.street.id });
    await records.confirmed({ ...facts, servedOn: '2026-11-01', minutes: 45 });
    const wrong = await records.confirmed({ ...facts, servedOn: '2026-10-05', minutes: 300 });
    await records.reverse(holder.volunteerId, wrong);
    const path = `reports/monthly-summary?divisionId=${tree.street.id}&month=2026-10`;
    expect((await api.get(path, leader.token)).body).toMatchObject({
      streetName: '福镇街道',
      month: '2026-10',
      volunteerCount: 1,
      byCommunity: [
        {
          name: '御景社区',
          activityCount: 1,
          volunteerCount: 1,
          attendanceCount: 1,
          creditedMinutes: 120,
          pointTenths: 200,
        },
        { name: '街道本级', creditedMinutes: 60 },
      ],
      byTeam: [{ attendanceCount: 2, creditedMinutes: 180 }],
      byCategory: [{ name: 'RIVER_PATROL', creditedMinutes: 180, pointTenths: 200 }],
    });
    expect((await api.get(path, holder.token)).body['code']).toBe('PERMISSION_MISSING');
    expect((await api.get('me/statement?from=2026-02-01&to=2026-01-01', holder.token)).body['code']).toBe(
      'REPORT_PERIOD_INVALID',
    );
    const files: [string, string][] = [
      ['me/statement?from=2026-01-01&to=2026-11-24', holder.token],
      [`reports/monthly-summary/workbook?divisionId=${tree.street.id}&month=2026-10`, leader.token],
    ];
    for (const [file, token] of files) {
      const response = await fetch(`${booted.url}/api/v1/${file}`, { headers: { authorization: `Bearer ${token}` } });
      const bytes = Buffer.from(await response.arrayBuffer());
      expect([response.status, bytes.subarray(0, 2).toString()]).toEqual([200, 'PK']);
    }
  });
});
