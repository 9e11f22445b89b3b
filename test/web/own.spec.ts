import type { Page } from 'playwright-core';
import { localDayOf } from '../../src/kernel/local-day';
import { AppointDeputy, DecideMembership, JoinTeam } from '../../src/people/teams';
import { UnitOfWork } from '../../src/platform/data/database/unit-of-work';
import { Clock } from '../../src/platform/foundation/clock/clock';
import { PeopleApi } from '../builders/people.api';
import { localDay } from '../builders/people.builder';
import { type Account, inBrowser, WebStage } from '../support/browser';

/** What somebody does about themselves: getting in, registering, and the pages under 我的. */
inBrowser('the own things', () => {
  let stage: WebStage;
  let resident: Account & { readonly id: string };

  beforeAll(async () => {
    stage = await WebStage.set({ role: 'api' });
    resident = await stage.resident();
  });

  afterAll(() => stage.close());

  const volunteer = async (): Promise<{ readonly no: string; readonly skills: readonly string[] }> => {
    const [row] = await stage.booted
      .get(UnitOfWork)
      .read<{ no: string; skills: string[] }>('select volunteer_no as no, skills from volunteer where id = $1', [
        resident.id,
      ]);
    if (!row) throw new Error('no volunteer');
    return row;
  };

  async function signInByNumber(page: Page, next: string, ...passwords: readonly string[]): Promise<void> {
    await page.goto(`${stage.proxy.url}/sign-in?next=${encodeURIComponent(next)}`);
    await page.fill('#username', (await volunteer()).no);
    for (const password of passwords) {
      await page.fill('#password', password);
      await page.click('#send-password');
      if (password !== WebStage.password) await page.waitForSelector('#password-wrong:not([hidden])');
    }
  }

  it('one signs in by the number on the card; a mistake stands at its field, and the way goes on', async () => {
    const page = await stage.device('phone');
    await signInByNumber(page, '/m/me/devices', 'not-the-password', WebStage.password);
    await page.waitForURL('**/m/me/devices');
    await page.waitForSelector('text=就是这一处');
  });

  it.each(['//example.cn/m', '/\t/example.cn', 'https://example.cn', '/\\example.cn', 'javascript:alert(1)'])(
    'an address of somebody else is no way on: %j',
    async (next) => {
      const page = await stage.device('phone');
      await signInByNumber(page, next, WebStage.password);
      await page.waitForURL(`${stage.proxy.url}/m`);
    },
  );

  it('a consent is read before it is given, and taken back where it was given', async () => {
    const page = await stage.device('phone', resident);
    await stage.open(page, '/m/me/consents');
    await page.click('text=活动照片');
    await page.waitForSelector('text=不同意的，请告诉领队');
    await page.click('text=我同意');
    await page.click('text=收回同意');
    await page.waitForSelector('text=您没有同意这一项');
  });

  it('what one may change alone is saved at once', async () => {
    const page = await stage.device('phone', resident);
    await stage.open(page, '/m/me/profile');
    await page.getByLabel('特长').fill('急救、理发');
    await page.click('text=保存资料');
    await page.waitForSelector('text=已经保存');
    expect((await volunteer()).skills).toEqual(['急救', '理发']);
  });

  it('a head of a building finds term and scores under 我的; others do not see the line', async () => {
    const head = await stage.resident();
    const { people, tree } = stage.street;
    const { appointmentId } = await people.head({
      ...{ volunteerId: head.id, divisionId: tree.building.id, role: 'BUILDING_HEAD' },
      validFrom: localDay('2025-01-01'),
    });
    const clerk = await people.staff('COMMUNITY_WORKER', tree.community.id);
    const body = {
      appointmentId,
      assessedOn: localDayOf(stage.booted.get(Clock).nowMs()),
      item: '周一检查',
      scoreHundredths: 9250,
      note: '楼道干净',
    };
    const scored = await new PeopleApi(stage.booted).post('assessments', { token: clerk.token, body });
    expect(scored).toMatchObject({ status: 201 });
    const page = await stage.device('phone', head);
    await stage.open(page, '/m/me');
    await page.click('text=我的任职');
    await page.waitForSelector('text=92.50 分');
    expect(await page.innerText('main')).toMatch(/楼栋长[^]*在任[^]*2025 年 1 月 1 日起[^]*周一检查[^]*楼道干净/);
    const other = await stage.device('phone', resident);
    await stage.open(other, '/m/me/offices');
    await other.waitForSelector('text=您没有任职');
  });

  it('a deputy resigns under 我的服务队 and stays a member', async () => {
    const deputy = await stage.resident();
    const { people, tree } = stage.street;
    const { id: teamId } = await people.team(tree.community.id);
    const { membershipId } = await stage.booted
      .get(JoinTeam)
      .execute(people.context(), { teamId, volunteerId: deputy.id });
    const membership = { membershipId, decision: 'APPROVE' as const };
    await stage.booted.get(DecideMembership).execute(people.context(), membership);
    await stage.booted.get(AppointDeputy).execute(people.context(), { teamId, volunteerId: deputy.id });
    const page = await stage.device('phone', deputy);
    await stage.open(page, '/m/me/teams');
    await page.click('button:has-text("辞去副队长")');
    await page.waitForSelector('text=您已经辞去副队长，还是队员');
    expect(await page.locator('button:has-text("辞去副队长")').count()).toBe(0);
  });
});

inBrowser('registering', () => {
  let stage: WebStage;

  beforeAll(async () => (stage = await WebStage.set({ role: 'api' })));
  afterAll(() => stage.close());

  const next = (page: Page) => page.getByRole('button', { name: '下一步' }).click();

  async function upToIdentity(page: Page, idNumber: string): Promise<void> {
    await stage.open(page, '/register');
    await page.locator('.rows button').first().click();
    await next(page);
    await page.waitForSelector('h1:has-text("姓名和身份证")');
    await page.getByLabel('姓名').fill('王桂兰');
    await page.getByLabel('身份证号码').fill(idNumber);
    await next(page);
  }

  it('takes six steps; the draft keeps no ID number, and the end says what comes next', async () => {
    const page = await stage.device('phone');
    await upToIdentity(page, '11010519491231002X');
    await page.getByLabel('手机号').fill('13900001111');
    await next(page);
    await page.waitForSelector('h1:has-text("紧急联系人")');
    expect(await page.evaluate<string>('JSON.stringify([sessionStorage, localStorage])')).not.toContain('110105');
    await next(page);
    await page.waitForSelector('text=我同意（必须）');
    await next(page);
    await page.waitForSelector('text=不同意登记这一项');
    await page.getByRole('checkbox').first().check();
    await next(page);
    await page.waitForSelector('h1:has-text("核对")');
    await page.click('text=提交登记');
    await page.waitForSelector('h1:has-text("登记已经收到")');
    expect(await page.evaluate<string>('JSON.stringify(sessionStorage)')).not.toContain('王桂兰');
  });

  it('under fourteen it is the guardian who registers, and nothing is sent or kept', async () => {
    const page = await stage.device('phone');
    await upToIdentity(page, '110105201503070013');
    await page.waitForSelector('h1:has-text("请监护人来办")');
    expect(await page.evaluate<string>('JSON.stringify(sessionStorage)')).not.toContain('王桂兰');
  });
});
