/** @jest-environment ./test/support/fixtures/dom-environment.cjs */
import { UnitOfWork } from '../../src/platform/data/database/unit-of-work';
import { at, type HeldShift, ServiceBuilder } from '../builders/service.builder';
import { ApiClient } from '../support/api-client';
import { bootApp, type BootedApp } from '../support/boot-app';
import { eventually } from '../support/eventually';
import { LossyProxy } from '../support/lossy-proxy';
import { type OpenPage, Phone } from '../support/phone';

const PUNCHES = '/api/v1/kiosk/punches';
const BATCHES = '/api/v1/kiosk/punch-batches';
const QUEUE = 'volunteer-ledger.queue';
const PASSWORD = 'correct-horse-9';
/** How often the page sends what it has kept. */
const FLUSH_MS = 15_000;

interface Issued {
  readonly id: string;
  readonly link: string;
}

let booted: BootedApp;
let proxy: LossyProxy;
let street: ServiceBuilder;
let leader: ApiClient;
let shift: HeldShift;
let device: Issued;
let person: { readonly id: string; readonly name: string; readonly tail: string };
let tablet: Phone;
let now: Date;
let count = 0;

beforeAll(async () => {
  booted = await bootApp({ role: 'api', env: { KIOSK_GUESSES: '4/600', RATE_LIMITS: 'off', NODE_ENV: 'test' } });
  proxy = await LossyProxy.to(booted.url);
  street = await ServiceBuilder.on(booted);
  const worker = await street.people.staff('COMMUNITY_WORKER', street.tree.community.id);
  leader = await new ApiClient(booted.url).signIn(worker.username, PASSWORD);
});
afterAll(async () => {
  await proxy.close();
  await booted.close();
});
beforeEach(async () => {
  shift = await street.shift('09:00', '11:00', { checkInModes: ['CODE', 'KIOSK'] });
  person = await resident();
  tablet = new Phone();
  itIs('09:00');
  device = await deviceOf(shift);
  proxy.isCut = false;
  proxy.sent.length = 0;
});
afterEach(() => {
  tablet.close();
  expect(tablet.failures).toEqual([]);
});

/** Signed up for the shift; two of them never have the same name and digits. */
async function resident() {
  count += 1;
  const tail = String(4000 + count);
  const account = { username: `resident${tail}`, password: PASSWORD };
  const given = { name: '王秀兰', phone: `1390000${tail}`, account };
  const { id } = await street.people.volunteer(street.tree.unit.id, given);
  await street.signUp(shift, id);
  return { id, name: given.name, tail };
}

async function deviceOf({ shiftId }: HeldShift): Promise<Issued> {
  return leader.post<Issued>(`/shifts/${shiftId}/devices`, { label: '入口平板', lifeMinutes: 240 });
}

/** Opens the link of a device, or the page without one; waits until the code is there. */
async function openKiosk(link: string | null = device.link): Promise<OpenPage> {
  const page = await tablet.open(`${proxy.url}/kiosk${link === null ? '' : new URL(link).hash}`);
  await page.shows('code');
  return page;
}

function typeIn(page: OpenPage, who: { readonly name: string; readonly tail: string } = person): void {
  page.type('name', who.name);
  page.type('tail', who.tail);
  page.tap('send');
}

/** Types somebody in and waits for what the page says to it. */
async function told(page: OpenPage, who: { readonly name: string; readonly tail: string } = person): Promise<string> {
  typeIn(page, who);
  await page.shows('result');
  const text = page.text('told');
  page.tap('done');
  return text;
}

/** Sets both clocks: the service's, and that of the tablet for the pages it opens from now on. */
function itIs(time: string): void {
  now = tablet.now = new Date(at(time));
  booted.setNow(now);
}

/** Both clocks go on, while the page is open. */
function goOn(page: OpenPage, ms: number): void {
  now = tablet.now = new Date(now.getTime() + ms);
  booted.setNow(now);
  page.passes(ms);
}

/** The page has sent what it kept, and the service has answered, whether or not that came through. */
async function flushed(page: OpenPage, times = 1): Promise<void> {
  goOn(page, FLUSH_MS);
  await eventually('the batch is answered', () => proxy.sentTo(BATCHES)[times - 1]?.status != null, 10_000);
}

const queued = (page: OpenPage) => JSON.parse(page.kept()[QUEUE] ?? '[]') as readonly Record<string, string>[];
const punches = () => street.count('punch', person.id);
const bodies = (path: string) => proxy.sentTo(path).map(({ body }) => body);

/** What was recorded, as direction and time. */
async function recorded(): Promise<readonly string[]> {
  const rows = await booted
    .get(UnitOfWork)
    .read<{ direction: string; punchedAt: Date }>(
      'select direction, punched_at as "punchedAt" from punch where volunteer_id = $1 order by punched_at',
      [person.id],
    );
  return rows.map(({ direction, punchedAt }) => `${direction} ${punchedAt.toISOString()}`);
}

describe('the page of a tablet', () => {
  it('takes its authority out of the address, keeps it, and shows the code of its shift', async () => {
    const page = await openKiosk();
    expect(page.address).toBe(`${proxy.url}/kiosk`);
    expect(page.text('digits')).toMatch(/^\d{6}$/);
    expect(page.text('activity')).toBe('巡河');
    expect((await openKiosk(null)).text('title')).toBe('签到');
  });

  it('sends who was typed under an id of its own, and names them masked', async () => {
    const page = await openKiosk();
    expect(await told(page)).toMatch(/^✓ 王\*+ .*签到/);
    expect(bodies(PUNCHES)).toEqual([
      {
        punchId: expect.stringMatching(
          /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
        ) as string,
        direction: 'IN',
        name: person.name,
        phoneLastFour: person.tail,
        deviceSentAt: now.toISOString(),
      },
    ]);
    expect([page.value('name'), page.value('tail'), queued(page)]).toEqual(['', '', []]);
    expect(await punches()).toBe(1);
  });

  it('checks out after the change of direction', async () => {
    const page = await openKiosk();
    await told(page);
    page.tap('way-OUT');
    await page.shows('code');
    goOn(page, 60 * 60_000);
    expect(await told(page)).toContain('签退');
    expect(bodies(PUNCHES).map((body) => body?.['direction'])).toEqual(['IN', 'OUT']);
    expect(await punches()).toBe(2);
  });

  it('takes a card from a scanner, which types and presses Enter', async () => {
    const own = await new ApiClient(booted.url).signIn(`resident${person.tail}`, PASSWORD);
    const { card } = await own.get<{ card: string }>('/me/card');
    const page = await openKiosk();
    page.type('card', card);
    page.press('card', 'Enter');
    await page.shows('result');
    expect(page.text('told')).toMatch(/^✓ 王/);
    expect(bodies(PUNCHES)).toMatchObject([{ card, direction: 'IN' }]);
    expect(await punches()).toBe(1);
  });

  it('says in Chinese why nothing was recorded, and keeps nothing of it', async () => {
    const page = await openKiosk();
    expect(await told(page, { name: '无此人', tail: '0000' })).toMatch(/^没有认出您,本次打卡没有记录/);
    page.tap('way-OUT');
    expect(await told(page)).toMatch(/^还没有签到,不能签退/);
    expect(queued(page)).toEqual([]);
    expect(await punches()).toBe(0);
  });

  it('sends nothing before all is typed', async () => {
    const page = await openKiosk();
    typeIn(page, { name: person.name, tail: '12' });
    typeIn(page, { name: '', tail: person.tail });
    expect(bodies(PUNCHES)).toEqual([]);
  });

  it('closes where its authority is taken back, and says what it still keeps', async () => {
    const page = await openKiosk();
    tablet.isOnline = false;
    await told(page);
    tablet.isOnline = true;
    await leader.post(`/shift-devices/${device.id}/revocations`);
    goOn(page, 30_000);
    await page.shows('error');
    expect(page.text('title')).toBe('设备不可用');
    expect(page.text('error')).toMatch(/^这台设备的授权已被收回.*本机还有 1 条没有补传/);
    expect(page.isShown('desk')).toBe(false);
    expect(queued(page)).toHaveLength(1);
  });
});

describe('a punch at the tablet whose answer is lost', () => {
  it.each(['BROKEN', 'SILENT'] as const)('is kept and sent again under its id: one punch (%s)', async (loss) => {
    const page = await openKiosk();
    proxy.loseNextAnswer(PUNCHES, loss);
    typeIn(page);
    await eventually('the service has the punch', async () => (await punches()) === 1);
    if (loss === 'SILENT') goOn(page, 8_000);
    await page.shows('result');
    expect(page.text('told')).toBe('已存在本机，联网后自动补传签到。');
    expect(page.text('waiting')).toContain('已在本机存了 1 条');
    const before = await recorded();
    await flushed(page);
    await eventually('the tablet forgets it', () => queued(page).length === 0);
    const [live] = bodies(PUNCHES);
    expect(bodies(BATCHES)).toMatchObject([
      { lines: [{ punchId: live?.['punchId'], happenedAt: live?.['deviceSentAt'], direction: 'IN' }] },
    ]);
    expect(page.isShown('waiting')).toBe(false);
    expect(page.text('told')).not.toContain('没有记录');
    expect(await recorded()).toEqual(before);
  });

  it('is kept before it is sent: a page that ends meanwhile loses nothing', async () => {
    const page = await openKiosk();
    proxy.loseNextAnswer(PUNCHES, 'SILENT');
    typeIn(page);
    expect(queued(page)).toMatchObject([{ name: person.name, shiftId: shift.shiftId, happenedAt: now.toISOString() }]);
    expect(page.isShown('waiting')).toBe(false);
    await eventually('the service has the punch', async () => (await punches()) === 1);
    const reopened = await openKiosk(null);
    await eventually('the tablet forgets it', () => queued(reopened).length === 0);
    expect(proxy.sentTo(BATCHES)).toHaveLength(1);
    expect(await punches()).toBe(1);
  });

  it('is not sent in a batch while its own answer is waited for', async () => {
    const page = await openKiosk();
    proxy.loseNextAnswer(PUNCHES, 'SILENT');
    goOn(page, FLUSH_MS - 1_000);
    typeIn(page);
    goOn(page, 1_000);
    await eventually('the service has the punch', async () => (await punches()) === 1);
    expect(proxy.sentTo(BATCHES)).toEqual([]);
  });

  it('is sent as often as it takes where the answer to the batch is lost, too', async () => {
    const page = await openKiosk();
    proxy.loseNextAnswer(PUNCHES);
    await told(page);
    proxy.loseNextAnswer(BATCHES);
    await flushed(page);
    expect(queued(page)).toHaveLength(1);
    await flushed(page, 2);
    await eventually('the tablet forgets it', () => queued(page).length === 0);
    const [first, second] = bodies(BATCHES);
    expect(second?.['lines']).toEqual(first?.['lines']);
    expect(await punches()).toBe(1);
  });
});

describe('a tablet without a network', () => {
  it('keeps who comes and goes, through restarts, and the times are the ones at which they came and went', async () => {
    const page = await openKiosk();
    proxy.isCut = true;
    expect(await told(page)).toBe('已存在本机，联网后自动补传签到。');
    itIs('10:30');
    const restarted = await tablet.open(`${proxy.url}/kiosk`);
    await restarted.shows('offline');
    expect(restarted.text('waiting')).toContain('已在本机存了 1 条');
    restarted.tap('way-OUT');
    tablet.isOnline = false;
    expect(await told(restarted)).toBe('已存在本机，联网后自动补传签退。');
    expect(await punches()).toBe(0);
    itIs('10:40');
    tablet.isOnline = true;
    proxy.isCut = false;
    const reopened = await openKiosk(null);
    await eventually('the tablet forgets them', () => queued(reopened).length === 0);
    expect(await recorded()).toEqual([
      `IN ${new Date(at('09:00')).toISOString()}`,
      `OUT ${new Date(at('10:30')).toISOString()}`,
    ]);
  });

  it('names who could not be recorded, masked, when it sends what it kept', async () => {
    const page = await openKiosk();
    tablet.isOnline = false;
    await told(page, { name: '无此人', tail: '0000' });
    await told(page);
    tablet.isOnline = true;
    await flushed(page);
    await page.shows('result');
    expect(page.text('told')).toBe('补传完成。没有记录的:无*（尾号 0000）。请现场负责人点名核对。');
    expect(queued(page)).toEqual([]);
    expect(await punches()).toBe(1);
  });

  it('keeps a line that is answered with RETRY, and sends it until it is recorded', async () => {
    const page = await openKiosk();
    for (const tail of ['0001', '0002', '0003', '0004']) await told(page, { name: '无此人', tail });
    tablet.isOnline = false;
    await told(page);
    tablet.isOnline = true;
    await flushed(page);
    await flushed(page, 2);
    expect(queued(page)).toMatchObject([{ name: person.name }]);
    expect(page.text('waiting')).toContain('已在本机存了 1 条');
    expect(page.text('told')).not.toContain('补传完成');
    expect(await punches()).toBe(0);
    itIs('09:11');
    const reopened = await openKiosk(null);
    await eventually('the tablet forgets it', () => queued(reopened).length === 0);
    expect(await recorded()).toEqual([`IN ${new Date(at('09:00')).toISOString()}`]);
  });

  it('sends what belongs to another shift only when it acts for that one again', async () => {
    const page = await openKiosk();
    tablet.isOnline = false;
    await told(page);
    tablet.isOnline = true;
    const other = await street.shift('09:00', '11:00', { checkInModes: ['KIOSK'] });
    itIs('09:00');
    const foreign = await openKiosk((await deviceOf(other)).link);
    expect(foreign.text('foreign')).toContain('别的场次的 1 条');
    expect(foreign.isShown('waiting')).toBe(false);
    goOn(foreign, FLUSH_MS);
    await foreign.shows('code');
    expect(proxy.sentTo(BATCHES)).toEqual([]);
    const own = await openKiosk();
    await flushed(own);
    await eventually('the tablet forgets it', () => queued(own).length === 0);
    expect(await punches()).toBe(1);
  });

  it('forgets after a week what nobody sent', async () => {
    const page = await openKiosk();
    tablet.isOnline = false;
    await told(page);
    itIs('2026-12-05 09:01');
    const reopened = await tablet.open(`${proxy.url}/kiosk`);
    expect(queued(reopened)).toEqual([]);
  });

  it('says that nothing is kept where the browser keeps nothing', async () => {
    tablet = new Phone({ keeps: false });
    itIs('09:00');
    const page = await openKiosk();
    proxy.isCut = true;
    expect(await told(page)).toBe(
      '网络不通，也不能存在本机，不能确认是否已签到。请连上网络再试一次，或请现场负责人点名登记。',
    );
  });
});
