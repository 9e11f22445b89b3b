import type { Page } from 'playwright-core';
import { UnitOfWork } from '../../src/platform/data/database/unit-of-work';
import { idNumberOf, PASSWORD } from '../builders/people.builder';
import { type Account, faultsOf, inBrowser, WebStage } from '../support/browser';
import { eventually } from '../support/eventually';
import { TextMessages } from '../support/text-messages';

const PHONE = '13655550001';
const NEW_PHONE = '13655550002';

/** Everything about one person at the desk: from the registration to the request that it ends. */
inBrowser('one person at the desk', () => {
  let stage: WebStage;
  let texts: TextMessages;
  let clerk: Account;
  let colleague: Account;
  let person: string;

  beforeAll(async () => {
    texts = await TextMessages.start();
    stage = await WebStage.set({ env: texts.env });
    const { people, tree } = stage.street;
    const worker = () => people.staff('COMMUNITY_WORKER', tree.community.id);
    clerk = { username: (await worker()).username, password: PASSWORD };
    colleague = { username: (await worker()).username, password: PASSWORD };
  });
  afterAll(async () => {
    await stage.close();
    texts.stop();
  });

  const ask = async <T>(sql: string, ...parameters: readonly unknown[]): Promise<T | undefined> =>
    (await stage.booted.get(UnitOfWork).read<T>(sql, parameters))[0];
  const at = async (account: Account, tab = ''): Promise<Page> => {
    const page = await stage.device('desk', account);
    await stage.open(page, `/console/volunteers/${person}${tab}`);
    await page.waitForSelector('h1:has-text("叶佳美")');
    return page;
  };
  const open = (page: Page, name: string) => page.click(`li button:text-is("${name}")`);
  const fill = (page: Page, form: string, label: string, text: string) =>
    page.fill(`form[aria-label="${form}"] label:has-text("${label}") ~ input`, text);

  it('is registered by one: the card is read, the place is found, what they agree to is written down', async () => {
    const page = await stage.device('desk', clerk);
    await stage.open(page, '/console/volunteers');
    await page.click('a:has-text("登记志愿者")');
    await page.waitForSelector('h1:has-text("登记志愿者")');
    await page.click(`button:has-text("${stage.street.tree.community.name}") >> nth=0`);
    await page.fill('label:has-text("姓名") + input >> nth=0', '叶佳美');
    const idNumber = idNumberOf(4_711, '1974-03-05');
    await page.fill(
      'label:has-text("身份证号") ~ input',
      `${idNumber.slice(0, 17)}${idNumber.endsWith('1') ? '2' : '1'}`,
    );
    await page.fill('label:has-text("手机号") ~ input', PHONE);
    await page.waitForSelector('text=这个号码不像是对的');
    await page.fill('label:has-text("身份证号") ~ input', idNumber);
    await page.check('label:has-text("排名展示") input');
    expect(await faultsOf(page)).toEqual([]);
    await page.click('button:has-text("登记，请另一位同事审核")');
    await page.waitForSelector('text=您登记的，不能由您审核');
    expect(page.url()).not.toContain(idNumber);
    await page.click('a:has-text("看这个人的资料")');
    await page.waitForSelector('h1:has-text("叶佳美")');
    person = new URL(page.url()).pathname.split('/').at(-1) ?? '';
    await page.context().close();
  });

  it('is admitted by another from the list; who registered them is told that they may not', async () => {
    const approve = async (account: Account): Promise<Page> => {
      const page = await stage.device('desk', account);
      await stage.open(page, '/console/volunteers?status=PENDING');
      await page.check('[aria-label="选中叶佳美"]');
      await page.click('button:has-text("通过，1 人成为志愿者")');
      return page;
    };
    const own = await approve(clerk);
    await own.waitForSelector('tr:has-text("叶佳美"):has-text("另一人")');
    const other = await approve(colleague);
    await other.waitForSelector('text=这里还没有志愿者');
    expect((await ask<{ status: string }>('select status from volunteer where id = $1', person))?.status).toBe(
      'ACTIVE',
    );
    await own.context().close();
    await other.context().close();
  });

  it('gets a card; the phone is changed by the code that they read out', async () => {
    const page = await at(clerk);
    const card = page.waitForEvent('download');
    await page.click('button:has-text("打印志愿者卡")');
    expect((await card).suggestedFilename()).toMatch(/^志愿者卡-V\d+\.pdf$/);
    await open(page, '发验证码');
    await page.click('button:has-text("发到本人手机")');
    await page.waitForSelector('text=验证码已发到本人手机');
    const code = await texts.code(PHONE, '工作人员正在为您更换');
    await open(page, '换手机号');
    await fill(page, '换手机号', '新手机号', NEW_PHONE);
    await fill(page, '换手机号', '原手机收到的验证码', code);
    await page.click('button:has-text("换成新手机号")');
    await page.waitForSelector('text=手机号已换好');
    await page.waitForSelector('section[aria-label="换手机号"]:has-text("已生效")');
    expect(await page.innerText('main')).not.toContain(NEW_PHONE);
    await page.context().close();
  });

  it('is asked to be moved to another community, which decides', async () => {
    const { people, tree } = stage.street;
    await people.division(tree.street, 'COMMUNITY', '清河社区');
    const page = await at(clerk);
    await open(page, '转到别的社区');
    await page.fill('form[aria-label="转到别的社区"] input[type=search]', '清河');
    await page.click('button:has-text("清河社区")');
    await fill(page, '转到别的社区', '同意书存放处', '档案柜 3 号');
    await page.click('button:has-text("提出转移，请接收社区决定")');
    await page.waitForSelector('text=已提出转移');
    await page.click('nav[aria-label="这个人的"] a:has-text("任职与队伍")');
    await page.waitForSelector('tr:has-text("清河社区"):has-text("等接收方决定")');
    expect(await faultsOf(page)).toEqual([]);
    await page.context().close();
  });

  it('two at the profile: the second sees the difference and keeps what they wrote', async () => {
    const first = await at(clerk);
    const second = await at(colleague);
    const profile = 'form[aria-label="改资料"]';
    await first.fill(`${profile} label:has-text("职业") ~ input`, '退休教师');
    await first.click(`${profile} button:has-text("保存资料")`);
    await first.waitForSelector('text=资料已保存');
    await second.fill(`${profile} label:has-text("职业") ~ input`, '退休医生');
    await second.click(`${profile} button:has-text("保存资料")`);
    await second.waitForSelector(`${profile} >> text=退休教师`);
    expect(await second.inputValue(`${profile} label:has-text("职业") ~ input`)).toBe('退休医生');
    await first.context().close();
    await second.context().close();
  });

  it('one asks that the registration ends; who decides is said before any click', async () => {
    const page = await at(clerk);
    await open(page, '提出注销');
    await page.selectOption('form[aria-label="提出注销"] select', 'MOVED_AWAY');
    await page.click('button:has-text("提出注销，请另一位同事决定")');
    await page.waitForSelector('section[aria-label="在等的注销"]:has-text("能办的有")');
    expect(await page.locator('a:has-text("去审核台决定")').count()).toBe(0);
    const other = await at(colleague);
    await other.click('a:has-text("去审核台决定")');
    await other.waitForSelector('section.detail');
    await eventually('it still waits', async () => {
      const row = await ask<{ status: string }>('select status from closing_request where volunteer_id = $1', person);
      return row?.status === 'OPEN';
    });
  });
});
