import type { Page } from 'playwright-core';
import { PeopleApi } from '../builders/people.api';
import { idNumberOf, type SignedIn } from '../builders/people.builder';
import { inBrowser, WebStage } from '../support/browser';
import { eventually } from '../support/eventually';
import { TextMessages } from '../support/text-messages';

const CHILDS = '13600002001';
const GUARDIANS = '13700002001';
const STRANGERS = '13700002002';

/** A child fills in the form, the guardian answers on another phone, the community approves, the child signs up. */
inBrowser('a child and a guardian, each with a phone', () => {
  let stage: WebStage;
  let texts: TextMessages;
  let clerk: SignedIn;
  let link = '';
  let childId = '';

  beforeAll(async () => {
    texts = await TextMessages.start();
    stage = await WebStage.set({ env: texts.env });
    clerk = await stage.street.people.staff('COMMUNITY_WORKER', stage.street.tree.community.id);
  });
  afterAll(async () => {
    await stage.close();
    texts.stop();
  });

  const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

  async function register(page: Page, sequence: number, phone: string, guardianPhone: string): Promise<void> {
    await stage.open(page, '/register');
    await page.locator('.rows button').first().click();
    await press(page, '下一步');
    await page.getByLabel('姓名').fill('张小明');
    await page.getByLabel('身份证号码').fill(idNumberOf(sequence, '2016-03-07'));
    await press(page, '下一步');
    await page.waitForSelector('h1:has-text("要监护人同意")');
    await press(page, '用监护人的手机确认');
    await page.waitForSelector('h1:has-text("手机号")');
    await page.getByLabel('孩子的手机号').fill(phone);
    await press(page, '下一步');
    await page.waitForSelector('h1:has-text("监护人")');
    await page.getByLabel('监护人的姓名').fill('慕容清和');
    await page.getByLabel('与孩子的关系').fill('母亲');
    await page.getByLabel('监护人的手机号').fill(guardianPhone);
    await press(page, '下一步');
  }

  async function submit(page: Page): Promise<void> {
    await page.getByRole('checkbox').first().check();
    await press(page, '下一步');
    await page.waitForSelector('h1:has-text("核对")');
    await press(page, '提交登记');
    await page.waitForSelector('h1:has-text("登记已经收到")');
    expect(await page.innerText('main')).toContain('监护人的手机马上会收到一条短信');
  }

  const pathIn = (text: string): string => /\/guardian#[\w-]+/.exec(text)?.[0] ?? '';

  it('the child registers with the own phone and names the guardian’s; one phone for both is refused on the page', async () => {
    const page = await stage.device('phone');
    await register(page, 301, CHILDS, CHILDS);
    await page.waitForSelector('text=监护人的手机号不能和孩子的一样');
    await page.getByLabel('监护人的手机号').fill(GUARDIANS);
    await press(page, '下一步');
    await submit(page);
    link = pathIn(await texts.latest(GUARDIANS, 'guardian#'));
    expect(link).not.toBe('');
  });

  it('the guardian opens the link, reads, writes a wrong name and then the right one', async () => {
    const page = await stage.device('phone');
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await stage.open(page, link);
    await page.waitForSelector('text=张* 在御景社区登记为志愿者，写您是母亲');
    await page.getByLabel('孩子的姓名').fill('张小红');
    await press(page, '我是监护人，我同意');
    await page.waitForSelector('text=填的姓名和登记的不一样');
    await page.waitForSelector('text=还可以填 4 次');
    await page.getByLabel('孩子的姓名').fill('张小明');
    await press(page, '我是监护人，我同意');
    await page.waitForSelector('h1:has-text("同意收到了")');
    const token = link.slice(link.indexOf('#') + 1);
    expect(asked.filter((url) => url.includes(token) && !url.includes('#'))).toEqual([]);
  });

  it('the community approves, and the child may sign up', async () => {
    const api = new PeopleApi(stage.booted);
    const { body } = await api.get('guardian-requests?status=CONFIRMED', clerk.token);
    const [item] = body['items'] as { volunteerId: string; flags: string[] }[];
    childId = item?.volunteerId ?? '';
    expect(item?.flags).toEqual([]);
    const approval = { token: clerk.token, version: 1, body: { decision: 'APPROVE' } };
    expect((await api.post(`volunteers/${childId}/reviews`, approval)).body).toMatchObject({ status: 'ACTIVE' });
    const shift = await stage.street.shift('09:00', '11:00', { title: '周六巡河' });
    await stage.street.signUp(shift, childId);
  });

  it('the guardian sees the sign-up by a code, and takes the consent back', async () => {
    const page = await stage.device('phone');
    await stage.open(page, link);
    await page.waitForSelector('h1:has-text("您已经同意")');
    await press(page, '发验证码，看孩子的报名');
    await page.getByLabel('短信里的六位数字').fill(await texts.code(GUARDIANS, '查看孩子报名'));
    await press(page, '看孩子的报名');
    await page.waitForSelector('li >> text=周六巡河');
    expect(await page.innerText('main')).toContain('带队');
    await press(page, '收回同意');
    const sent = texts.to(GUARDIANS).length;
    await press(page, '发验证码，收回同意');
    const box = page.getByRole('region', { name: '收回同意' });
    await box.getByLabel('短信里的六位数字').fill('000000');
    await box.getByRole('button', { name: '收回同意', exact: true }).click();
    await page.waitForSelector('text=验证码不对');
    await eventually('the code arrives', () => texts.to(GUARDIANS).length > sent);
    await box.getByLabel('短信里的六位数字').fill(await texts.code(GUARDIANS, '收回同意'));
    await box.getByRole('button', { name: '收回同意', exact: true }).click();
    await page.waitForSelector('h1:has-text("已收回同意")');
  });

  it('a wrong number: the stranger says so, and the page forgets the child', async () => {
    const form = await stage.device('phone');
    await register(form, 302, '', STRANGERS);
    await submit(form);
    const page = await stage.device('phone');
    const wrong = pathIn(await texts.latest(STRANGERS, 'guardian#'));
    await stage.open(page, wrong);
    await press(page, '不是我的孩子');
    await press(page, '不是我的孩子，到此为止');
    await page.waitForSelector('h1:has-text("您说了不是您的孩子")');
    await stage.open(page, '/');
    await stage.open(page, wrong);
    await page.waitForSelector('h1:has-text("您说了不是您的孩子")');
    expect(await page.innerText('main')).not.toContain('张');
  });

  it('at the desk instead: what was typed is forgotten, as before; a link of nobody says what to do', async () => {
    const page = await stage.device('phone');
    await stage.open(page, '/register');
    await page.locator('.rows button').first().click();
    await press(page, '下一步');
    await page.getByLabel('姓名').fill('张小明');
    await page.getByLabel('身份证号码').fill(idNumberOf(303, '2016-03-07'));
    await press(page, '下一步');
    await press(page, '不发短信，到社区办');
    await page.waitForSelector('text=这里填的已经清掉');
    expect(await page.evaluate<string>('JSON.stringify(sessionStorage)')).not.toContain('张小明');
    await stage.open(page, '/guardian#nothing');
    await page.waitForSelector('h1:has-text("这条链接打不开了")');
  });
});
