import { PASSWORD } from '../builders/people.builder';
import { UnitOfWork } from '../../src/platform/data/database/unit-of-work';
import { type Account, inBrowser, WebStage } from '../support/browser';

/** Somebody at the desk looks for a person, and looks at what is masked for a reason. */
inBrowser('people at the desk', () => {
  let stage: WebStage;
  let admin: Account;
  let volunteerId: string;

  beforeAll(async () => {
    stage = await WebStage.set({ role: 'api' });
    const { people, tree } = stage.street;
    admin = { username: (await people.staff('STREET_ADMIN', tree.street.id)).username, password: PASSWORD };
    volunteerId = (await people.volunteer(tree.unit.id, { name: '叶佳美', phone: '13600007733' })).id;
  });
  afterAll(() => stage.close());

  it('is found by the end of a phone, which stands in no address; the way back finds the list again', async () => {
    const page = await stage.device('desk', admin);
    await stage.open(page, '/console/volunteers');
    await page.fill('#find-people', '7733');
    await page.click('form[role=search] button:has-text("找")');
    await page.click('a:has-text("叶佳美")');
    await page.waitForSelector('h1:has-text("叶佳美")');
    expect(page.url()).not.toContain('7733');
    await page.goBack();
    await page.waitForSelector('a:has-text("叶佳美")');
    expect(await page.inputValue('#find-people')).toBe('7733');
  });

  it('filters stand in the address, and a shared link shows the same', async () => {
    const page = await stage.device('desk', admin);
    await stage.open(page, '/console/volunteers');
    await page.getByLabel('状态').selectOption('PENDING');
    await page.waitForSelector('text=这里还没有志愿者');
    expect(new URL(page.url()).searchParams.get('status')).toBe('PENDING');
  });

  it('what is masked is shown for a reason, and the reason is kept', async () => {
    const page = await stage.device('desk', admin);
    await stage.open(page, `/console/volunteers/${volunteerId}`);
    expect(await page.innerText('main')).not.toContain('13600007733');
    await page.click('button:has-text("看手机号") >> nth=0');
    await page.fill('label:has-text("为什么看手机号") + input', '打电话核对活动时间');
    await page.click('button.main:has-text("看手机号")');
    await page.waitForSelector('text=13600007733');
    const kept = await stage.booted
      .get(UnitOfWork)
      .read<{ reason: string }>('select reason from audit_log where subject_id = $1', [volunteerId]);
    expect(kept.map(({ reason }) => reason)).toContain('打电话核对活动时间');
  });
});
