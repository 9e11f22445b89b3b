import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { v7 } from 'uuid';
import { PASSWORD, type SignedIn } from '../builders/people.builder';
import { at, volunteerActor } from '../builders/service.builder';
import { Excuses } from '../../src/service/attendance/outcomes/application/excuses';
import { UnitOfWork } from '../../src/platform/data/database/unit-of-work';
import { eventually } from '../support/eventually';
import { type Account, inBrowser, WebStage } from '../support/browser';

/** A picture of one dot. */
const DOT = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);

/** What staff does for a shift without network: reads its paper a second time, and answers who asks to be excused. */
inBrowser('paper and excuses at the desk', () => {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'paper-'));
  let stage: WebStage;
  let first: SignedIn;
  let second: Account;

  beforeAll(async () => {
    stage = await WebStage.set({ role: 'api', env: { DATA_DIR: dataDir } });
    const { people, tree } = stage.street;
    first = await people.staff('COMMUNITY_WORKER', tree.community.id);
    second = { username: (await people.staff('COMMUNITY_WORKER', tree.community.id)).username, password: PASSWORD };
  });
  afterAll(async () => {
    await stage.close();
    rmSync(dataDir, { recursive: true, force: true });
  });

  async function post(pathname: string, body: object): Promise<{ readonly id: string }> {
    const isForm = body instanceof FormData;
    const response = await fetch(`${stage.booted.url}/api/v1/${pathname}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${first.token}`,
        'idempotency-key': v7(),
        ...(!isForm && { 'content-type': 'application/json' }),
      },
      body: isForm ? body : JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${pathname}: ${await response.text()}`);
    return (await response.json()) as { id: string };
  }

  it('the second reading is typed beside the picture; two readings alike are taken in', async () => {
    const { street } = stage;
    const person = await street.people.volunteer(street.tree.unit.id, { name: '庄秋实' });
    const shift = await street.shift('09:00', '11:00', { title: '雨天巡河' });
    await street.signUp(shift, person.id);
    await street.close(shift, '2026-11-28 12:00');
    stage.itIs('2026-11-28 15:00');
    const form = new FormData();
    form.append('file', new Blob([DOT]), 'sheet.png');
    const photo = await post(`shifts/${shift.shiftId}/attachments`, form);
    const sheet = await post(`shifts/${shift.shiftId}/paper-sheets`, {
      photoId: photo.id,
      leaderSignature: '队长甲',
      witnessSignature: '居民乙',
    });
    const line = { volunteerId: person.id, checkedInAt: at('09:05'), checkedOutAt: at('10:55') };
    await post(`paper-sheets/${sheet.id}/entries`, { lines: [line] });

    const page = await stage.device('desk', second);
    await stage.open(page, '/console');
    await page.click('a:has-text("签到表")');
    await page.waitForSelector('h1:has-text("纸质签到表")');
    await page.click('tbody a:has-text("雨天巡河")');
    await page.waitForSelector('img[alt="纸质签到表的照片"]');
    expect(await page.innerText('main')).toContain('队长甲');
    // What the first read is not shown: the times are those of the shift.
    await page.check('label:has-text("庄秋实") input');
    expect(await page.getByLabel('庄秋实签到').inputValue()).toBe('09:00');
    await page.getByLabel('庄秋实签到').fill('09:05');
    await page.getByLabel('庄秋实签退').fill('10:55');
    await page.click('button:has-text("交这一遍（1 人）")');
    await page.waitForSelector('text=已入账');
  });

  it('a request to be excused is answered by a key, with a sentence for the person', async () => {
    const { street } = stage;
    const person = await street.people.volunteer(street.tree.unit.id, { name: '钱来假' });
    const shift = await street.shift('13:00', '15:00', { title: '路口值守' });
    await street.signUp(shift, person.id);
    await street.close(shift, '2026-11-28 15:30');
    stage.itIs('2026-11-28 16:00');
    const [signup] = await rows<{ id: string }>('select id from signup where volunteer_id = $1', person.id);
    const wish = { signupId: signup?.id ?? '', reason: '家里有事' };
    await stage.booted.get(Excuses).submit(street.context(volunteerActor(person.id)), wish);
    const page = await stage.device('desk', second);
    await stage.open(page, '/console/reviews/excuses');
    await page.waitForSelector('section.detail h2:has-text("钱来假")');
    expect(await page.innerText('section.detail')).toContain('家里有事');
    await page.keyboard.press('a');
    await page.waitForSelector('li.decided');
    await page.click('nav a[href="/console"]');
    await page.waitForSelector('h1:has-text("待办")');
    await eventually('the answer is written', async () => {
      const [found] = await rows<{ said: string }>(`select status || decision_reason as said from signup_excuse`);
      return found?.said === 'ACCEPTED同意请假。';
    });
  });

  async function rows<T = unknown>(sql: string, ...given: readonly string[]): Promise<readonly T[]> {
    return stage.booted.get(UnitOfWork).read<T & object>(sql, [...given]);
  }
});
