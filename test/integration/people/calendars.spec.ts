import ExcelJS from 'exceljs';
import { v7 } from 'uuid';
import { SetDuty } from '../../../src/people/duty';
import { ImportCalendar, SeedDefaults, WorkingCalendar } from '../../../src/place/policies';
import { ListRecords } from '../../../src/service/service-hours';
import { systemActor, type UserActor } from '../../../src/platform/foundation/actor/actor';
import { PeopleBuilder } from '../../builders/people.builder';
import { ServiceBuilder, volunteerActor } from '../../builders/service.builder';
import { bootApp, type BootedApp } from '../../support/boot-app';
import { decideAsAnother } from '../../support/decisions';

describe('working days and duty days', () => {
  let booted: BootedApp;
  let street: ServiceBuilder;
  let clerk: UserActor;

  beforeAll(async () => {
    booted = await bootApp({ role: 'api' });
    street = await ServiceBuilder.on(booted);
    clerk = { ...PeopleBuilder.actor('COMMUNITY_WORKER', street.tree.community), userId: v7() };
  });
  afterAll(async () => booted.close());

  async function importing(file: Buffer, actor: UserActor | null = null) {
    const asked = await booted
      .get(ImportCalendar)
      .execute(
        { actor: actor ?? systemActor('test'), idempotencyKey: v7() },
        { file, source: '国务院办公厅关于 2027 年部分节假日安排的通知' },
      );
    return decideAsAnother(booted, asked.decisionId);
  }
  async function sheet(rows: readonly (readonly string[])[]): Promise<Buffer> {
    const workbook = new ExcelJS.Workbook();
    const page = workbook.addWorksheet('2027');
    page.addRows([['日期', '安排', '说明'], ...rows]);
    return Buffer.from(await workbook.xlsx.writeBuffer());
  }

  it('imports a year from a sheet, then another table in its place; a start changes nothing of it', async () => {
    const calendar = booted.get(WorkingCalendar);
    expect(await calendar.year(2027)).toEqual({ isKnown: false, items: [] });
    const bad = await sheet([
      ['2027-01-01', '休息', '元旦'],
      ['2027-01-32', '上班', ''],
    ]);
    await expect(importing(bad)).rejects.toMatchObject({
      code: 'CALENDAR_INVALID',
      details: { problems: ['3:DAY_INVALID'] },
    });
    expect((await calendar.year(2027)).isKnown).toBe(false);
    const good = await sheet([
      ['2027-01-01', '休息', '元旦'],
      ['2027-01-03', '上班', '调休'],
    ]);
    await expect(importing(good, clerk)).rejects.toMatchObject({ code: 'PERMISSION_MISSING' });
    expect(await importing(good)).toEqual({ year: 2027, dayCount: 2 });
    const json = {
      year: 2027,
      source: '更正通知',
      exceptions: [{ day: '2027-01-01', isWorking: false, label: '元旦' }],
    };
    expect(await importing(Buffer.from(JSON.stringify(json)))).toEqual({ year: 2027, dayCount: 1 });
    await booted.get(SeedDefaults).execute();
    expect(await calendar.year(2027)).toMatchObject({ items: [{ day: '2027-01-01', source: '更正通知' }] });
  });

  it('minutes in the duty time of paid staff are work; leave and the end of the duty give them back', async () => {
    const volunteerId = await street.volunteer();
    const set = booted.get(SetDuty);
    const weekly = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: '09:00', until: '17:30' }));
    const pattern = { volunteerId, weekly, followsCalendar: true, source: '劳动合同' };
    const own = { ...clerk, volunteerId };
    await expect(set.pattern(street.context(own), { ...pattern, validFrom: '2026-01-01' })).rejects.toMatchObject({
      code: 'DUTY_OWN',
    });
    await set.pattern(street.context(clerk), { ...pattern, validFrom: '2026-01-01' });
    await set.exception(street.context(clerk), { volunteerId, day: '2026-12-02', spans: [], reason: '年休假' });
    await set.pattern(street.context(clerk), { ...pattern, validFrom: '2026-12-04', weekly: [] });
    await expect(set.pattern(street.context(clerk), { ...pattern, validFrom: '2026-12-03' })).rejects.toMatchObject({
      code: 'DUTY_NOT_FORWARD',
    });
    // Tuesday on duty until 17:30, Wednesday on leave, Friday no more duty.
    for (const day of ['2026-12-01', '2026-12-02', '2026-12-04']) {
      const shift = await street.shift(`${day} 16:30`, `${day} 18:30`);
      await street.attend(volunteerId, shift, `${day} 16:30`, `${day} 18:30`);
      await street.close(shift, '2026-12-05 12:00');
      await street.closeAndCompute(shift);
    }
    const records = await street.records(volunteerId);
    expect(records.map((record) => [record.creditedMinutes, record.flags])).toEqual([
      [60, ['DUTY_TIME', 'BELOW_EFFECTIVE_SHARE']],
      [120, []],
      [120, []],
    ]);
    const { items } = await booted.get(ListRecords).own(volunteerActor(volunteerId), {});
    expect(items.at(-1)?.explanation.join('')).toContain('60 分钟属于职务工作时间');
  });
});
