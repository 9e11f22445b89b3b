import { PASSWORD } from '../builders/people.builder';
import { UnitOfWork } from '../../src/platform/data/database/unit-of-work';
import { type Account, inBrowser, WebStage } from '../support/browser';

/** Places with their heads, teams with their people: founded, filled and ended at the desk. */
inBrowser('places and teams at the desk', () => {
  let stage: WebStage;
  let clerk: Account;
  let colleague: Account;
  let admin: Account;

  beforeAll(async () => {
    stage = await WebStage.set({ role: 'api' });
    const { people, tree } = stage.street;
    const account = async (role: 'COMMUNITY_WORKER' | 'STREET_ADMIN', place: string): Promise<Account> => ({
      username: (await people.staff(role, place)).username,
      password: PASSWORD,
    });
    clerk = await account('COMMUNITY_WORKER', tree.community.id);
    colleague = await account('COMMUNITY_WORKER', tree.community.id);
    admin = await account('STREET_ADMIN', tree.street.id);
    await people.volunteer(tree.unit.id, { name: '叶佳美', phone: '13600007733' });
    await people.volunteer(tree.unit.id, { name: '秦望舒', phone: '13600007744' });
    stage.itIs('2026-12-01 09:00');
  });
  afterAll(() => stage.close());

  it('a head is appointed where the place lies in the tree, and the term ends with a reason', async () => {
    const { tree } = stage.street;
    const page = await stage.device('desk', clerk);
    await stage.open(page, `/console/divisions?at=${tree.grid.id}`);
    await page.click(`main section a:has-text("${tree.building.name}")`);
    await page.waitForSelector('h2:has-text("楼栋长")');
    expect(new URL(page.url()).searchParams.get('at')).toBe(tree.building.id);
    await page.click('button:has-text("任命楼栋长")');
    await page.fill('label:has-text("谁来当楼栋长") ~ .find input', '7733');
    await page.click('form[aria-label="任命楼栋长"] button:has-text("找")');
    await page.click('.found button:has-text("叶佳美")');
    await page.focus('label:has-text("依据") ~ input');
    await page.keyboard.insertText('居民会议决议');
    await page.click('button:has-text("任命为楼栋长")');
    await page.waitForSelector(`text=叶佳美现在是${tree.building.name}的楼栋长。`);
    await page.click('button:has-text("结束任职")');
    await page.fill('label:has-text("当到哪一天") ~ input', '2026-12-31');
    await page.focus('label:has-text("为什么结束") ~ input');
    await page.keyboard.insertText('本人搬走');
    await page.click('button.danger:has-text("楼栋长任职")');
    await page.waitForSelector('text=任职到 12 月 31 日，星期四 为止');
    const [kept] = await stage.booted
      .get(UnitOfWork)
      .read('select valid_from::text as "from", valid_to::text as "to" from head_appointment');
    expect(kept).toEqual({ from: '2026-12-01', to: '2027-01-01' });
  });

  it('a term that begins before today waits for a second person, who is told before', async () => {
    const { tree } = stage.street;
    const page = await stage.device('desk', clerk);
    await stage.open(page, `/console/divisions?at=${tree.unit.id}`);
    await page.click('button:has-text("任命单元长")');
    await page.fill('label:has-text("谁来当单元长") ~ .find input', '7744');
    await page.click('form[aria-label="任命单元长"] button:has-text("找")');
    await page.click('.found button:has-text("秦望舒")');
    await page.fill('label:has-text("从哪天起") ~ input', '2026-10-01');
    await page.waitForSelector('text=要另一位同事批准');
    await page.focus('label:has-text("依据") ~ input');
    await page.keyboard.insertText('补登 10 月的决议');
    await page.click('button:has-text("提出任命，交另一位同事批准")');
    await page.waitForSelector('text=已经提出：秦望舒任单元长');
    const held = await stage.booted
      .get(UnitOfWork)
      .read('select 1 from head_appointment where role = $1', ['UNIT_HEAD']);
    expect(held).toEqual([]);
  });

  it('a place is changed and another built by the street alone; the clerk reads who may', async () => {
    const { tree } = stage.street;
    const page = await stage.device('desk', admin);
    await stage.open(page, `/console/divisions?at=${tree.community.id}`);
    await page.click('button:has-text("修改")');
    await page.fill('label:has-text("联系电话") ~ input', '0437-1234567');
    await page.fill('label:has-text("楼栋长叫作") ~ input', '楼道长');
    await page.click('button:has-text("保存修改")');
    await page.waitForSelector('text=改好了。');
    await page.waitForSelector('dd:has-text("楼道长")');
    await page.click('button:has-text("在下面新建网格")');
    await page.focus('form[aria-label="新建网格"] label:has-text("名称") ~ input');
    await page.keyboard.insertText('第九网格');
    await page.fill('form[aria-label="新建网格"] label:has-text("代码") ~ input', 'YJ-G9');
    await page.click('button:has-text("新建这个网格")');
    await page.waitForSelector('main section a:has-text("第九网格")');
    const other = await stage.device('desk', clerk);
    await stage.open(other, `/console/divisions?at=${tree.community.id}`);
    await other.waitForSelector('text=由街道管理员维护');
    expect(await other.locator('button:has-text("修改")').count()).toBe(0);
  });

  it('a team is founded, somebody asks at the counter, and another person takes them in', async () => {
    const page = await stage.device('desk', clerk);
    await stage.open(page, '/console/teams');
    await page.click('a:has-text("组建服务队")');
    await page.click('button:has-text("组建这支队")');
    await page.waitForSelector('text=请写队名。');
    await page.focus('label:has-text("队名") ~ input');
    await page.keyboard.insertText('晚霞巡逻队');
    await page.selectOption('#team-kind', { index: 1 });
    await page.fill('label:has-text("队长（可以以后再定）") ~ .find input', '7733');
    await page.click('form button:has-text("找")');
    await page.click('.found button:has-text("叶佳美")');
    await page.click('button:has-text("组建这支队")');
    await page.waitForSelector('h1:has-text("晚霞巡逻队")');
    await page.waitForSelector('tr:has-text("叶佳美") >> text=队长');
    await page.click('button:has-text("替人申请入队")');
    await page.fill('label:has-text("谁要入队") ~ .find input', '7744');
    await page.click('form[aria-label="替人申请入队"] button:has-text("找")');
    await page.click('.found button:has-text("秦望舒")');
    await page.click('button:has-text("记下申请，等人同意")');
    await page.waitForSelector('section[aria-labelledby="requests"] .standing');
    const other = await stage.device('desk', colleague);
    await stage.open(other, new URL(page.url()).pathname);
    await other.click('button:has-text("同意入队")');
    await other.waitForSelector('text=秦望舒已经在队里了。');
    await other.selectOption('select[aria-label="给秦望舒办"]', { label: '任命为副队长' });
    await other.click('button:has-text("任命为副队长")');
    await other.waitForSelector('text=秦望舒现在是副队长。');
  });

  it('a team is dissolved only with a reason, and what follows is said before', async () => {
    const page = await stage.device('desk', clerk);
    await stage.open(page, '/console/teams');
    await page.click('th a:has-text("晚霞巡逻队")');
    await page.click('button:has-text("解散")');
    await page.waitForSelector('text=2 名队员都算退队');
    await page.focus('label:has-text("为什么解散") ~ input');
    await page.keyboard.insertText('并入居民队');
    await page.click('button:has-text("解散晚霞巡逻队")');
    await page.waitForSelector('text=做过的服务和时长都留着。');
    await page.waitForSelector('text=解散了');
  });

  it('kinds: a category is asked for and waits, a kind of teams is there at once', async () => {
    const page = await stage.device('desk', admin);
    await stage.open(page, '/console/kinds');
    await page.click('button:has-text("提出新类别")');
    await page.focus('form[aria-label="提出新类别"] label:has-text("名称") ~ input');
    await page.keyboard.insertText('银发课堂');
    await page.focus('label:has-text("理由") ~ textarea');
    await page.keyboard.insertText('街道会议决定');
    await page.click('button:has-text("提出新类别，交另一位批准")');
    await page.waitForSelector('text=已经提出“银发课堂”');
    await page.click('button:has-text("加一个类别")');
    await page.focus('form[aria-label="服务队类别"] input');
    await page.keyboard.insertText('银发队');
    await page.click('button:has-text("加上，今天起可用")');
    await page.waitForSelector('tr:has-text("银发队") >> text=在用');
  });
});
