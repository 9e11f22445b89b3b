import { nextTextAt, seriesOf } from './text-series';

describe('texts about what changes again', () => {
  const minute = (minutes: number): Date => new Date(minutes * 60_000);
  const next = (now: number, ...earlier: readonly number[]) => {
    const at = nextTextAt(earlier.map(minute), minute(now));
    return at && at.getTime() / 60_000;
  };

  it('go out at once, where there was none in ten minutes', () => {
    expect(next(0)).toBe(0);
    expect(next(10, 0)).toBe(10);
  });

  it('wait until ten minutes after the last, one for all changes until then', () => {
    expect(next(1, 0)).toBe(10);
    expect(next(2, 0, 1)).toBeNull();
    expect(next(9, 0, 1, 2, 3)).toBeNull();
    // The one that waited went out after ten.
    expect(next(10, 0, 1)).toBe(20);
    expect(next(15, 0, 1)).toBe(20);
  });

  it('are three a day', () => {
    expect(next(40, 0, 20)).toBe(40);
    expect(next(60, 0, 20, 40)).toBeNull();
    expect(next(60, 0, 1, 2, 3, 4, 5)).toBe(60);
  });

  it('are about the activity, whatever its version; other news stands for itself', () => {
    expect(seriesOf({ kind: 'ACTIVITY_MOVED', subjectKey: 'activity.7' })).toBe('activity');
    expect(seriesOf({ kind: 'SHIFT_CANCELLED', subjectKey: 'activity.7' })).toBeNull();
  });
});
