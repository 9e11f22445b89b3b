import { UnitOfWork } from '../../src/platform/data/database/unit-of-work';
import { type Account, inBrowser, loseNextAnswer, WebStage } from '../support/browser';
import { publishOldHours } from '../support/old-hours';

/** What an old register says of people: they read it, and say what is not right, of their own and of a neighbour's. */
inBrowser('old hours on the phone', () => {
  let stage: WebStage;
  let own: Account & { readonly id: string };
  let neighbour: Account & { readonly id: string };

  beforeAll(async () => {
    stage = await WebStage.set({ role: 'api' });
    [own, neighbour] = [await stage.resident(), await stage.resident()];
    stage.itIs('2026-11-27 09:00');
    const people = await stage.booted
      .get(UnitOfWork)
      .read<{ id: string; volunteerNo: string; name: string }>(
        `select id, volunteer_no as "volunteerNo", name from volunteer where id = any($1::uuid[])`,
        [[own.id, neighbour.id]],
      );
    const rowsOf = (id: string, hours: number) =>
      people.filter((one) => one.id === id).map((one) => ({ ...one, hours, day: '2024-05-18' }));
    await publishOldHours(stage.booted, stage.street, [...rowsOf(own.id, 3), ...rowsOf(neighbour.id, 6)]);
  });
  afterAll(() => stage.close());

  const objections = async (): Promise<readonly { readonly grounds: string; readonly by: string }[]> =>
    stage.booted
      .get(UnitOfWork)
      .read('select grounds, raised_by_volunteer_id as by from opening_objection order by raised_at, id', []);

  it('one reads what the register says, until when one may object, and objects once though the answer is lost', async () => {
    const page = await stage.device('phone', own);
    await stage.open(page, '/m/notices');
    await page.click('a:has-text("看我的历史时长")');
    await page.waitForSelector('h1:has-text("历史时长")');
    const line = page.locator('li:has-text("系统启用前的登记册")');
    await line.getByText('3 小时').waitFor();
    expect(await line.innerText()).toMatch(/公示中[\s\S]*没有异议就入账/);
    await line.getByRole('button', { name: /我要提异议/ }).tap();
    await page.click('button:has-text("提交异议")');
    await page.waitForSelector('text=请写一写哪里不对');
    await page.getByLabel('哪里不对').fill('那天做了四个小时');
    await page.click('button:has-text("先不提")');
    await line.getByRole('button', { name: /我要提异议/ }).tap();
    expect(await page.getByLabel('哪里不对').inputValue()).toBe('那天做了四个小时');
    await loseNextAnswer(page, '**/objections');
    await page.click('button:has-text("提交异议")');
    await page.waitForSelector('text=还不能确认是否已经办好');
    await page.click('button:has-text("提交异议")');
    await page.waitForSelector('text=异议交上去了');
    await line.getByText('核实中').waitFor();
    expect(await line.getByRole('button').count()).toBe(0);
    expect(await objections()).toEqual([{ grounds: '那天做了四个小时', by: own.id }]);
  });

  it('a stranger signs in first and comes back to the line; a neighbour objects without being named', async () => {
    const stranger = await stage.device('phone');
    await stage.open(stranger, '/publicity');
    await stranger.click('a:has-text("历史时长")');
    await stranger.waitForSelector('a:has-text("登录后看")');
    expect(await stranger.getAttribute('a:has-text("登录后看")', 'href')).toBe('/sign-in?next=%2Fpublicity%2Fold');

    const page = await stage.device('phone', own);
    await stage.open(page, '/publicity/old');
    const line = page.locator('li:has-text("6 小时")');
    await line.getByRole('button', { name: /提异议/ }).tap();
    await page.click('button:has-text("这一次没有参加。")');
    await page.click('button:has-text("提交异议")');
    await page.waitForSelector('text=异议交上去了');
    await line.getByText('核实中').waitFor();
    expect((await objections()).at(-1)).toEqual({ grounds: '这一次没有参加。', by: own.id });

    const subject = await stage.device('phone', neighbour);
    await stage.open(subject, '/m/records/old');
    await subject.waitForSelector('text=有人提了异议，正在核实');
    await stage.open(subject, '/m/notices');
    await subject.waitForSelector('text=有人对您的历史时长');
  });
});
