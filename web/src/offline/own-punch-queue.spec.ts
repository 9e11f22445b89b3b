import { dressedDay } from './dressed-day';
import type { OwnDay } from './own-day';
import { type NewPunch, type OwnPunch, OwnPunchQueue, type OwnPunchSender } from './own-punch-queue';
import type { Shelf } from './shelf';

class Memory implements Shelf<OwnPunch> {
  readonly outlivesPage = true;
  readonly kept = new Map<string, OwnPunch>();
  all = () => Promise.resolve([...this.kept.values()]);
  put = (punches: readonly OwnPunch[]) => Promise.resolve(punches.forEach((one) => this.kept.set(one.punchId, one)));
  remove = (ids: readonly string[]) => Promise.resolve(ids.forEach((id) => this.kept.delete(id)));
}

const checkIn: NewPunch = { shiftId: 'river', title: '巡河', direction: 'IN', code: '402816' };
let store: Memory;
let now: number;
let sent: (readonly OwnPunch[])[];
let says: OwnPunchSender;
let shown: readonly OwnPunch[];
let others: number;

function open(volunteerId = 'zhao'): OwnPunchQueue {
  const sender: OwnPunchSender = (who, punches) => {
    sent.push(punches);
    return says(who, punches);
  };
  const show = (own: readonly OwnPunch[], ofOthers: number) => {
    [shown, others] = [own, ofOthers];
  };
  return new OwnPunchQueue(store, sender, volunteerId, show, () => now);
}

/** Reads what is shown. */
async function read(queue: OwnPunchQueue): Promise<void> {
  for (const punch of shown) await queue.dismiss(punch);
}

const answers =
  (status: 'RECORDED' | 'IN_REVIEW' | 'REFUSED' | 'RETRY' | 'DECLINED', code?: string): OwnPunchSender =>
  (_who, punches) =>
    Promise.resolve(
      punches.map(({ punchId }) => ({ punchId, status, message: '一句话。', ...(code !== undefined && { code }) })),
    );
const lost: OwnPunchSender = () => Promise.resolve(null);

beforeEach(() => {
  store = new Memory();
  now = Date.parse('2026-12-04T01:00:00Z');
  sent = [];
  says = answers('RECORDED');
});

it('is kept before it is sent, and sent until there is an answer: one id, one code, one time', async () => {
  const queue = open();
  await queue.keep(checkIn, false);
  expect(store.kept.size).toBe(1);
  says = lost;
  expect(await queue.flush()).toBe(false);
  now += 3_600_000;
  says = answers('RECORDED');
  // The page has ended meanwhile.
  const later = open();
  await later.load();
  expect(await later.flush()).toBe(true);
  expect(sent[1]).toEqual(sent[0]);
  expect([shown.map(({ state, message }) => [state, message]), store.kept.size]).toEqual([
    [['RECORDED', '一句话。']],
    0,
  ]);
  expect(await later.flush()).toBe(false);
});

it('waits while somebody sends it on the spot', async () => {
  const queue = open();
  const punch = await queue.keep(checkIn, true);
  await queue.flush();
  expect(sent).toEqual([]);
  queue.release(punch);
  await queue.flush();
  expect(sent).toHaveLength(1);
});

it('is found where another page of the phone has kept it meanwhile', async () => {
  const queue = open();
  await queue.load();
  const other = open();
  await other.keep(checkIn, false);
  expect(await queue.flush()).toBe(true);
  expect([sent.length, store.kept.size]).toEqual([1, 0]);
});

it('goes once more where another page has let go of it: the service says again what it said', async () => {
  const queue = open();
  const punch = await queue.keep(checkIn, false);
  await store.remove([punch.punchId]);
  says = lost;
  await queue.flush();
  expect([shown.map(({ state }) => state), store.kept.size]).toEqual([['WAITING'], 1]);
  await store.remove([punch.punchId]);
  says = answers('REFUSED', 'ALREADY_CHECKED_IN');
  await queue.flush();
  expect(sent.flat().map(({ punchId }) => punchId)).toEqual([punch.punchId, punch.punchId]);
  expect([shown.map(({ state }) => state), store.kept.size]).toEqual([['KNOWN'], 0]);
  await queue.load();
  expect(shown.map(({ state }) => state)).toEqual(['KNOWN']);
});

it('is shown once, and not again when it was answered, whenever the shelf is looked at', async () => {
  const queue = open();
  const [punch] = await Promise.all([queue.keep(checkIn, true), queue.load()]);
  await queue.load();
  expect(shown).toEqual([punch]);
  await Promise.all([queue.answered(punch), queue.load()]);
  await queue.load();
  expect([shown, store.kept.size]).toEqual([[], 0]);
});

it('is let go where an answer came on the spot', async () => {
  const queue = open();
  await queue.answered(await queue.keep(checkIn, true));
  expect([shown, store.kept.size]).toEqual([[], 0]);
});

it.each([
  ['RECORDED', undefined, 'RECORDED', 0],
  ['REFUSED', 'ALREADY_CHECKED_IN', 'KNOWN', 0],
  ['REFUSED', 'ALREADY_CHECKED_OUT', 'KNOWN', 0],
  ['REFUSED', 'CODE_USED', 'KNOWN', 0],
  ['REFUSED', 'CODE_WRONG', 'REFUSED', 1],
  ['DECLINED', 'LATE_LINES', 'REFUSED', 1],
  ['IN_REVIEW', 'LATE_LINES', 'IN_REVIEW', 1],
  ['RETRY', 'PUNCH_CODE_GUESSING', 'WAITING', 1],
] as const)('an answer %s %s makes it %s', async (status, code, state, kept) => {
  const queue = open();
  await queue.keep(checkIn, false);
  says = answers(status, code);
  await queue.flush();
  expect([shown[0]?.state, store.kept.size]).toEqual([state, kept]);
});

it('belongs to its person: nobody else sends it, and it is there when they come back', async () => {
  await open('zhao').keep(checkIn, false);
  const other = open('qian');
  await other.load();
  expect([shown, others]).toEqual([[], 1]);
  await other.keep({ ...checkIn, code: '111111' }, false);
  await other.flush();
  expect(sent.flat().map(({ volunteerId }) => volunteerId)).toEqual(['qian']);
  const back = open('zhao');
  await back.load();
  await back.flush();
  expect(sent.flat().map(({ volunteerId }) => volunteerId)).toEqual(['qian', 'zhao']);
});

it('is sent with what else waits, the oldest first, in one call', async () => {
  const queue = open();
  now += 7_200_000;
  await queue.keep({ ...checkIn, direction: 'OUT' }, false);
  now -= 7_200_000;
  await queue.keep(checkIn, false);
  await queue.flush();
  expect(sent.map((call) => call.map(({ direction }) => direction))).toEqual([['IN', 'OUT']]);
});

it('what was refused goes when it has been read; what is looked at stays for a day, for the check-out', async () => {
  const queue = open();
  await queue.keep(checkIn, false);
  says = answers('REFUSED', 'CODE_WRONG');
  await queue.flush();
  await read(queue);
  expect(store.kept.size).toBe(0);
  await queue.keep(checkIn, false);
  says = answers('IN_REVIEW', 'LATE_LINES');
  await queue.flush();
  await read(queue);
  expect(shown).toMatchObject([{ state: 'IN_REVIEW', isRead: true }]);
  now += 86_400_001;
  await open().load();
  expect([shown, store.kept.size]).toEqual([[], 0]);
});

describe('the day with what waits', () => {
  const shift = {
    ...{ shiftId: 'river', state: 'SIGNED_UP', stateName: '已报名', checkedInAt: null, checkedOutAt: null },
    ...{ punchFrom: '2026-12-04T00:30:00.000Z', punchUntil: '2026-12-04T03:30:00.000Z', mayPunch: 'IN' },
  };
  const dayAt = (given: object, time = '2026-12-04T01:00:00.000Z') =>
    ({ day: '2026-12-04', now: time, shifts: [{ ...shift, ...given }] }) as unknown as OwnDay;
  const punch = (direction: 'IN' | 'OUT', state: OwnPunch['state'] = 'WAITING') =>
    ({ ...checkIn, direction, state, punchId: direction, happenedAt: '2026-12-04T00:58:00.000Z' }) as OwnPunch;
  const seen = (day: OwnDay, ...punches: OwnPunch[]) => {
    const [one] = dressedDay(day, punches).shifts;
    return [one?.mayPunch, one?.pending ?? one?.stateName, one?.checkedInAt];
  };

  it.each([
    ['nothing', [], ['IN', '已报名', null]],
    ['a check-in', [punch('IN')], ['OUT', '签到待补传', '2026-12-04T00:58:00.000Z']],
    ['one that is looked at', [punch('IN', 'IN_REVIEW')], ['OUT', '签到待核对', '2026-12-04T00:58:00.000Z']],
    ['both', [punch('IN'), punch('OUT')], [null, '签到待补传', '2026-12-04T00:58:00.000Z']],
    ['one that was refused', [punch('IN', 'REFUSED')], ['IN', '已报名', null]],
    ['one of another shift', [{ ...punch('IN'), shiftId: 'other' }], ['IN', '已报名', null]],
  ] as const)('%s', (_name, punches, expected) => {
    expect(seen(dayAt({}), ...punches)).toEqual(expected);
  });

  it('goes by the clock, and by what the service knows', () => {
    expect(seen(dayAt({}, '2026-12-04T00:29:00.000Z'))[0]).toBeNull();
    expect(seen(dayAt({}, '2026-12-04T03:31:00.000Z'), punch('IN'))[0]).toBeNull();
    const isIn = { state: 'CHECKED_IN', stateName: '已签到', checkedInAt: '2026-12-04T00:57:00.000Z' };
    expect(seen(dayAt(isIn), punch('IN'))).toEqual(['OUT', '已签到', '2026-12-04T00:57:00.000Z']);
    expect(seen(dayAt(isIn), punch('OUT'))).toEqual([null, '签退待补传', '2026-12-04T00:57:00.000Z']);
    expect(seen(dayAt({ state: 'ABSENT', stateName: '没有签到' }), punch('IN', 'IN_REVIEW'))[0]).toBeNull();
  });
});
