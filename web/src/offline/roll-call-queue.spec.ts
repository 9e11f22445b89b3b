import {
  type LineAnswer,
  RollCallQueue,
  type RollCallSender,
  type Sent,
  type Tap,
  type TapStore,
} from './roll-call-queue';
import { newId } from '../api/key';

class Shelf implements TapStore {
  readonly kept = new Map<string, Tap>();
  all = () => Promise.resolve([...this.kept.values()]);
  put = (taps: readonly Tap[]) => Promise.resolve(taps.forEach((tap) => this.kept.set(tap.punchId, tap)));
  remove = (ids: readonly string[]) => Promise.resolve(ids.forEach((id) => this.kept.delete(id)));
}

/** A service that records each id once and whose answers can be lost, before or after it has recorded. */
class Service implements RollCallSender {
  readonly recorded = new Map<string, string>();
  readonly calls: string[] = [];
  loss: 'NONE' | 'BEFORE' | 'AFTER' = 'NONE';
  says: (tap: Tap) => Partial<LineAnswer> = () => ({});
  live = (_shift: string, taps: readonly Tap[]) => this.take('live', taps);
  late = (_shift: string, taps: readonly Tap[]) => this.take('late', taps);

  private take(way: string, taps: readonly Tap[]): Promise<Sent> {
    this.calls.push(`${way} ${String(taps.length)}`);
    if (this.loss === 'BEFORE') return Promise.resolve(null);
    const answers = taps.map((tap): LineAnswer => {
      const before = this.recorded.get(tap.punchId);
      const line = { punchId: tap.punchId, status: 'RECORDED' as const, message: '已记录。' };
      if (before !== undefined && before !== way) return { ...line, status: 'REFUSED', code: 'PUNCH_ID_REUSED' };
      const answer = { ...line, ...this.says(tap) };
      if (answer.status === 'RECORDED') this.recorded.set(tap.punchId, way);
      return answer;
    });
    return Promise.resolve(this.loss === 'AFTER' ? null : answers);
  }
}

const owner = { userId: 'leader', shiftId: 'shift' };
let now: number;
let shelf: Shelf;
let service: Service;
let shown: readonly Tap[];

function only(): Tap {
  const [tap] = shown;
  if (!tap) throw new Error('nothing is shown');
  return tap;
}

function open(): RollCallQueue {
  return new RollCallQueue(
    shelf,
    service,
    owner,
    (taps) => (shown = taps),
    () => now,
  );
}

beforeEach(() => {
  now = Date.parse('2026-12-04T01:00:00Z');
  shelf = new Shelf();
  service = new Service();
  shown = [];
});

it('sends a tap when it can no longer be taken back, and forgets it when it is recorded', async () => {
  const queue = open();
  await queue.tap('a', 'IN');
  await queue.flush();
  expect(service.calls).toEqual([]);
  now += 5_000;
  expect(await queue.flush()).toBe(true);
  expect(service.calls).toEqual(['live 1']);
  expect([shown[0]?.state, shelf.kept.size]).toEqual(['RECORDED', 0]);
});

it('takes back what was tapped by mistake, within five seconds and before anything is sent', async () => {
  const queue = open();
  await queue.tap('a', 'IN');
  now += 4_999;
  await queue.undo(only());
  expect([shown, shelf.kept.size]).toEqual([[], 0]);
  await queue.tap('b', 'IN');
  now += 5_000;
  await queue.undo(only());
  expect(shown).toHaveLength(1);
});

it('counts two taps for one person as one', async () => {
  const queue = open();
  await queue.tap('a', 'IN');
  await queue.tap('a', 'IN');
  now += 5_000;
  await queue.flush();
  expect(service.recorded.size).toBe(1);
});

it('keeps taps over a reload, for the same leader and shift only', async () => {
  await open().tap('a', 'IN');
  const other = new RollCallQueue(shelf, service, { ...owner, userId: 'other' }, (taps) => (shown = taps));
  await other.load();
  expect(shown).toEqual([]);
  const again = open();
  await again.load();
  expect(shown.map(({ volunteerId }) => volunteerId)).toEqual(['a']);
  now += 5_000;
  await again.flush();
  expect(service.recorded.size).toBe(1);
});

it.each(['BEFORE', 'AFTER'] as const)('records once what was lost %s it was recorded', async (loss) => {
  const queue = open();
  await queue.tap('a', 'IN');
  now += 5_000;
  service.loss = loss;
  expect(await queue.flush()).toBe(false);
  expect(queue.waiting).toHaveLength(1);
  now += 600_000;
  service.loss = 'NONE';
  expect(await queue.flush()).toBe(true);
  expect(service.calls).toEqual(['live 1', 'late 1']);
  expect([service.recorded.size, shown[0]?.state, shelf.kept.size]).toEqual([1, 'RECORDED', 0]);
});

it('leaves it be where another leader was faster', async () => {
  const queue = open();
  service.says = () => ({ status: 'REFUSED', code: 'ALREADY_CHECKED_IN' });
  await queue.tap('a', 'IN');
  now += 5_000;
  await queue.flush();
  expect([queue.waiting, shelf.kept.size]).toEqual([[], 0]);
});

it('shows what is looked at by somebody else, and what was refused, until it has been read', async () => {
  const queue = open();
  service.says = ({ volunteerId }) =>
    volunteerId === 'own'
      ? { status: 'REFUSED', code: 'ROLL_CALL_SELF', message: '不能为自己点名。' }
      : { status: 'IN_REVIEW', code: 'LATE_LINES', message: '已保存。' };
  await queue.tap('own', 'IN');
  await queue.tap('a', 'IN');
  now += 5_000;
  await queue.flush();
  expect(shown.map(({ state, message }) => [state, message])).toEqual([
    ['REFUSED', '不能为自己点名。'],
    ['IN_REVIEW', '已保存。'],
  ]);
  for (const tap of shown) await queue.dismiss(tap);
  expect(shelf.kept.size).toBe(0);
});

it('keeps what the service could not take at the moment', async () => {
  const queue = open();
  service.says = () => ({ status: 'RETRY', code: 'PUNCH_BUSY' });
  await queue.tap('a', 'IN');
  now += 5_000;
  expect(await queue.flush()).toBe(false);
  service.says = () => ({});
  expect(await queue.flush()).toBe(true);
  expect(service.recorded.size).toBe(1);
});

it('makes ids of version 7 that carry their time', () => {
  const id = newId(Date.parse('2026-12-04T01:00:00Z'));
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(parseInt(id.replace('-', '').slice(0, 12), 16)).toBe(Date.parse('2026-12-04T01:00:00Z'));
});

it('sends what was tapped although the clock of the phone has gone back since, as something of earlier', async () => {
  const queue = open();
  await queue.tap('zhao', 'IN');
  now -= 3_600_000;
  expect(queue.undoable(only())).toBe(0);
  await queue.flush();
  expect(service.calls).toEqual(['late 1']);
  expect(queue.waiting).toEqual([]);
});
