import { PASSWORD } from '../builders/people.builder';
import { volunteerActor } from '../builders/service.builder';
import { RaiseObjection } from '../../src/service/service-hours';
import { UnitOfWork } from '../../src/platform/data/database/unit-of-work';
import { eventually } from '../support/eventually';
import { inBrowser, WebStage } from '../support/browser';

/** Somebody who had no part in it answers an objection, on a small screen: grounds and record side by side, three actions. */
inBrowser('an objection at the desk', () => {
  let stage: WebStage;

  beforeAll(async () => (stage = await WebStage.set()));
  afterAll(() => stage.close());

  it('is dismissed or upheld by a sentence that the person reads', async () => {
    const { street } = stage;
    const person = await street.people.volunteer(street.tree.unit.id, { name: '严有据' });
    const shift = await street.shift('09:00', '11:00');
    await street.attend(person.id, shift, '08:50', '11:20');
    await street.closeAndCompute(shift);
    stage.itIs('2026-11-29 14:00');
    const [record] = await street.records(person.id);
    await stage.booted.get(RaiseObjection).execute(street.context(volunteerActor(person.id)), {
      recordId: record?.id ?? '',
      grounds: '我做到了十一点二十',
    });
    const { username } = await street.people.staff('COMMUNITY_WORKER', street.tree.community.id);
    const page = await stage.device('laptop', { username, password: PASSWORD });
    let actions = 0;
    page.on('request', (request) => {
      if (request.method() === 'POST' && request.url().endsWith('/answers')) actions += 1;
    });
    await stage.open(page, '/console');
    await page.click('a:has-text("异议")');
    await page.waitForSelector('section.detail h2:has-text("严有据")');
    expect(await page.innerText('section.detail')).toContain('我做到了十一点二十');
    await page.keyboard.press('r');
    await page.click('button:has-text("核对了打卡和现场名单，记录没有错。")');
    await page.waitForSelector('li.decided');
    await page.click('nav a[href="/console"]');
    await eventually('the answer is written', async () => {
      const [row] = await stage.booted
        .get(UnitOfWork)
        .read<{ said: string }>(`select status || answer as said from record_objection`);
      return row?.said === 'DISMISSED核对了打卡和现场名单，记录没有错。';
    });
    expect(actions).toBe(1);
  });
});
