import { MemoryCounters } from './memory-counters';

describe('MemoryCounters', () => {
  let nowMs: number;
  let counters: MemoryCounters;

  beforeEach(() => {
    nowMs = 1_000_000;
    counters = new MemoryCounters({ now: () => new Date(nowMs) });
  });

  it('counts within a window that begins with the first count, and anew after it', async () => {
    expect(await counters.add('a', 10_000)).toEqual({ count: 1, endsInMs: 10_000 });
    nowMs += 9_999;
    expect(await counters.add('a', 10_000)).toEqual({ count: 2, endsInMs: 1 });
    expect(await counters.add('b', 10_000)).toEqual({ count: 1, endsInMs: 10_000 });
    nowMs += 1;
    expect(counters.known('a')).toBeNull();
    expect(await counters.add('a', 10_000)).toEqual({ count: 1, endsInMs: 10_000 });
  });

  it('knows of a count before the promise settles', () => {
    void counters.add('a', 10_000);
    expect(counters.known('a')).toEqual({ count: 1, endsInMs: 10_000 });
  });

  it('takes counts back, never below zero', async () => {
    await counters.add('a', 10_000);
    expect(await counters.add('a', 10_000, -1)).toMatchObject({ count: 0 });
    expect(await counters.add('a', 10_000, -1)).toMatchObject({ count: 0 });
  });

  it('begins anew where the clock was set back', async () => {
    await counters.add('a', 10_000);
    nowMs -= 3_600_000;
    expect(await counters.add('a', 10_000)).toEqual({ count: 1, endsInMs: 10_000 });
  });

  it('forgets windows that are over', async () => {
    for (let index = 0; index < 1_000; index += 1) await counters.add(`k${index}`, 10_000);
    nowMs += 60_000;
    await counters.add('new', 10_000);
    expect(counters.size).toBe(1);
  });
});
