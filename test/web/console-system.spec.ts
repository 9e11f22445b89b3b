import { JobQueues, type JobRequest } from '../../src/platform/data/queue';
import { recordsDue } from '../../src/service/service-hours/computing/jobs/record-jobs';
import { PASSWORD } from '../builders/people.builder';
import { ApiClient } from '../support/api-client';
import { type Account, inBrowser, WebStage } from '../support/browser';
import { eventually } from '../support/eventually';
import { TextMessages } from '../support/text-messages';

/** Whoever keeps accounts makes one, has it opened and takes it out of use; whoever keeps the service going tries jobs again. */
inBrowser('the system at the desk', () => {
  let stage: WebStage;
  let texts: TextMessages;
  let first: Account;
  let second: Account;
  let operator: Account;

  beforeAll(async () => {
    texts = await TextMessages.start();
    stage = await WebStage.set({ env: texts.env });
    const { people, tree } = stage.street;
    const account = async (role: 'SECURITY_ADMIN' | 'SYSTEM_ADMIN'): Promise<Account> => ({
      username: (await people.staff(role, tree.street.id)).username,
      password: PASSWORD,
    });
    first = await account('SECURITY_ADMIN');
    second = await account('SECURITY_ADMIN');
    operator = await account('SYSTEM_ADMIN');
  });
  afterAll(async () => {
    await stage.close();
    texts.stop();
  });

  it('an account is made, its role agreed to by another, its link sent; then it is suspended and loses everything', async () => {
    const page = await stage.device('desk', first);
    await stage.open(page, '/console/accounts');
    await page.click('a:has-text("新建账号")');
    await page.waitForSelector('h1:has-text("新建账号")');
    await page.fill('label:has-text("姓名") + input', '秦雨');
    await page.fill('label:has-text("用户名") + p + input', 'qin.yu');
    await page.fill('label:has-text("本人手机号") + p + input', '13600009911');
    await page.selectOption('.steps select', { index: 1 });
    await page.click('button:has-text("建账号，请另一位同意角色")');
    await page.waitForSelector('h1:has-text("秦雨")');
    await page.waitForSelector('text=等另一位同意：授予“社区工作者”');
    const address = new URL(page.url()).pathname;

    const other = await stage.device('desk', second);
    await stage.open(other, '/console/reviews/decisions');
    await other.waitForSelector('text=授予“社区工作者”');
    await other.keyboard.press('a');
    await other.waitForSelector('text=已同意');
    const client = await new ApiClient(stage.booted.url).signIn(second.username, PASSWORD);
    const roles = async () =>
      (await client.get<{ grants: unknown[] }>(address.replace('/console/accounts', '/users'))).grants;
    await eventually('the role is there', async () => (await roles()).length === 1);
    await stage.open(other, address);
    await other.waitForSelector('li:has-text("社区工作者") button:has-text("收回")');

    await stage.open(page, address);
    await page.click('button:has-text("发设密码的链接给本人")');
    await page.waitForSelector('text=链接已发到本人登记的手机');
    await page.fill('label:has-text("事由") + p + input >> nth=-1', '离岗，先停用');
    await page.click('button:has-text("停用这个账号")');
    await page.waitForSelector('.tag:has-text("已停用")');
    await page.fill('label:has-text("事由") + p + input >> nth=-1', '回岗');
    await page.click('button:has-text("提出恢复，请另一位同意")');
    await page.waitForSelector('text=已提出恢复，等另一位安全管理员同意');
  });

  it('the own account says who may take it out of use', async () => {
    const page = await stage.device('desk', first);
    await stage.open(page, '/console/accounts');
    await page.click(`tr:has-text("${first.username}") a`);
    await page.waitForSelector('text=这是您自己的账号');
    expect(await page.locator('button:has-text("停用这个账号")').count()).toBe(0);
  });

  it('a job that failed every try says what it does, and is tried again', async () => {
    const misfit = { job: recordsDue, payload: '不是对象' as unknown as object } satisfies JobRequest;
    await stage.booted.get(JobQueues).enqueueMany([misfit]);
    const client = await new ApiClient(stage.booted.url).signIn(operator.username, PASSWORD);
    const dead = async () => (await client.get<{ items: unknown[] }>('/operations/dead-letters')).items.length;
    await eventually('it is a dead letter', async () => (await dead()) === 1);
    const page = await stage.device('desk', operator);
    await stage.open(page, '/console/system');
    await page.waitForSelector('text=公示期满的服务记录，记入台账。');
    await page.click('button:has-text("再试这一个")');
    await page.waitForSelector('text=1 个已重新排队');
  });

  it('the calendar of a year stands on one page', async () => {
    const page = await stage.device('desk', operator);
    await stage.open(page, '/console/calendar?year=2026');
    await page.waitForSelector('caption:has-text("2026 年 10 月")');
    expect(await page.locator('table').count()).toBe(12);
  });
});
