import { v7 } from 'uuid';
import { UnitOfWork } from '../../src/platform/data/database/unit-of-work';
import { PASSWORD } from '../builders/people.builder';
import { type Account, inBrowser, WebStage } from '../support/browser';

/** Somebody looks into what looks odd, and draws records by lot in front of everybody. */
inBrowser('oversight at the desk', () => {
  let stage: WebStage;
  let admin: Account;

  beforeAll(async () => {
    stage = await WebStage.set({ role: 'api' });
    const { people, tree } = stage.street;
    admin = { username: (await people.staff('STREET_ADMIN', tree.street.id)).username, password: PASSWORD };
    const { id } = await people.volunteer(tree.unit.id);
    const shift = await stage.street.shift('09:00', '11:00');
    await stage.street.attend(id, shift, '09:00', '11:00');
    await stage.street.closeAndCompute(shift);
    await stage.street.confirmAll();
    await stage.booted.get(UnitOfWork).read(
      `insert into review_signal (id, kind, subject_key, division_id, evidence, raised_at, status)
         values ($1, 'YOUNG_ACCOUNT', $2, $3, $4, now(), 'OPEN')`,
      [v7(), v7(), tree.community.id, JSON.stringify({ volunteerId: id, ageMinutes: 12, creditedMinutes: 120 })],
    );
    stage.itIs('2026-12-20 10:00');
  });
  afterAll(() => stage.close());

  it('a sign says what it rests on, and what came of it', async () => {
    const page = await stage.device('desk', admin);
    await stage.open(page, '/console/oversight?status=OPEN');
    await page.click('button:has-text("刚登记就有时长")');
    await page.waitForSelector('text=登记后 12 分钟就开始服务');
    await page.fill('textarea', '问过本人，当天在现场登记后参加。');
    await page.click('button:has-text("查明无碍")');
    await page.waitForSelector('text=没有这样的提示');
    await page.selectOption('label:has-text("状态") select', 'HARMLESS');
    await page.waitForSelector('.tag:has-text("查明无碍")');
  });

  it('records are drawn by a seed whose fingerprint is public first', async () => {
    const page = await stage.device('desk', admin);
    await stage.open(page, '/console/spot-checks');
    await page.selectOption('.steps select', { index: 1 });
    await page.fill('label:has-text("从哪天") + input', '2026-11-20');
    await page.fill('label:has-text("到哪天") + input', '2026-12-10');
    await page.fill('label:has-text("抽几条") + input', '1');
    await page.click('button:has-text("登记，公布种子的指纹")');
    await page.waitForSelector('dt:has-text("指纹")');
    await page.click('button:has-text("公布种子，抽出 1 条")');
    await page.waitForSelector('h2:has-text("抽中的")');
    await page.waitForSelector('a:has-text("巡河")');
  });

  it('visits at the door say why there are none', async () => {
    const page = await stage.device('desk', admin);
    await stage.open(page, '/console/visits');
    await page.waitForSelector('text=没有要上门的');
  });
});
