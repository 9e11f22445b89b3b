import { day } from '../../builders/day';
import { PeopleApi } from '../../builders/people.api';
import { PeopleBuilder } from '../../builders/people.builder';
import { RecordBuilder } from '../../builders/record.builder';
import { bootApp, type BootedApp } from '../../support/boot-app';
import { openWorkbook, sheetOf, textsOf } from '../../support/workbook-probe';

describe('how far registration has come', () => {
  let booted: BootedApp;

  beforeAll(async () => {
    booted = await bootApp({ role: 'api' });
  });

  afterAll(async () => booted.close());

  it('counts people by community, grid and compound, and the three heads by kind', async () => {
    booted.setNow(new Date('2026-09-10T02:00:00Z'));
    const people = new PeopleBuilder(booted);
    const records = new RecordBuilder(booted);
    const api = new PeopleApi(booted);
    const tree = await people.street();
    const leader = await people.staff('STREET_LEADER', tree.street.id);
    const worker = await people.staff('COMMUNITY_WORKER', tree.community.id);
    const head = await people.signedInVolunteer(tree.unit.id);
    await people.head({
      ...{ volunteerId: head.volunteerId, divisionId: tree.building.id, role: 'BUILDING_HEAD' },
      ...{ validFrom: day('2026-09-11'), validTo: day('2026-11-01') },
    });
    await people.registration(tree.unit.id);
    booted.setNow(new Date('2026-10-12T02:00:00Z'));
    await people.volunteer(tree.grid.id);
    await people.volunteer(tree.otherCommunity.id);
    const team = await people.team(tree.community.id);
    const facts = { volunteerId: head.volunteerId, teamId: team.id, divisionId: tree.otherCommunity.id, minutes: 60 };
    await records.confirmed({ ...facts, servedOn: '2026-10-31' });
    await records.confirmed({ ...facts, servedOn: '2026-10-30' });
    booted.setNow(new Date('2026-11-24T02:00:00Z'));
    await people.volunteer(tree.unit.id);

    const path = (month: string, suffix = '') =>
      `reports/registration-coverage${suffix}?divisionId=${tree.street.id}&month=${month}`;
    const { body } = await api.get(path('2026-10'), leader.token);
    const home = { registeredCount: 2, newCount: 1, activeCount: 1, accountCount: 1, postCount: 3, filledCount: 1 };
    const away = { registeredCount: 1, newCount: 1, activeCount: 0, accountCount: 0, postCount: 0, filledCount: 0 };
    expect(body).toMatchObject({
      ...{ placeName: '福镇街道', month: '2026-10', headsOn: '2026-10-31' },
      total: { ...home, name: '合计', registeredCount: 3, newCount: 2 },
    });
    expect(body['byCommunity']).toHaveLength(2);
    expect(body['byCommunity']).toEqual(
      expect.arrayContaining([
        { name: '御景社区', ...home },
        { name: '河畔社区', ...away },
      ]),
    );
    expect(body['byGrid']).toEqual(
      expect.arrayContaining([
        { name: '御景社区 第一网格', ...home },
        { name: '河畔社区 未分到网格', ...away },
      ]),
    );
    expect(body['byHead']).toEqual([
      { name: '网格长', postCount: 1, filledCount: 0, activeCount: 0, accountCount: 0 },
      { name: '楼栋长', postCount: 1, filledCount: 1, activeCount: 1, accountCount: 1 },
      { name: '单元长', postCount: 1, filledCount: 0, activeCount: 0, accountCount: 0 },
    ]);

    // The term of the head is over on the first; nobody has served since.
    expect((await api.get(path('2026-11'), leader.token)).body['total']).toMatchObject({
      ...{ registeredCount: 4, newCount: 1, activeCount: 0, postCount: 3, filledCount: 0 },
    });
    // A unit below a grid is counted to the grid and community it lies in.
    const ofUnit = `reports/registration-coverage?divisionId=${tree.unit.id}&month=2026-10`;
    expect((await api.get(ofUnit, leader.token)).body).toMatchObject({
      byCommunity: [{ name: '御景社区', registeredCount: 1, postCount: 1 }],
      byGrid: [{ name: '御景社区 第一网格' }],
    });
    expect((await api.get(path('2026-10'), head.token)).body['code']).toBe('PERMISSION_MISSING');
    expect((await api.get(path('2026-10'), worker.token)).status).not.toBe(200);

    const file = await fetch(`${booted.url}/api/v1/${path('2026-10', '/workbook')}`, {
      headers: { authorization: `Bearer ${leader.token}` },
    });
    expect(file.headers.get('content-disposition')).toBe('attachment; filename="coverage-2026-10.xlsx"');
    const workbook = await openWorkbook(Buffer.from(await file.arrayBuffer()));
    const heads = textsOf(sheetOf(workbook, '按三长'));
    expect(heads.join()).toContain('楼栋长');
    expect(textsOf(sheetOf(workbook, '按社区')).join()).toContain('系统不登记常住人口');
  });
});
