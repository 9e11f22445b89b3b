import type { RecordDetail } from './queries';
import { stripOf } from './strip';

const at = (time: string) => `2026-12-04T${time}:00+08:00`;
const span = (from: string, until: string) => ({ startsAt: at(from), endsAt: at(until) });
const record = (given: Partial<RecordDetail>) =>
  ({ ...span('09:00', '11:00'), counted: [], breaks: [], punches: [], ...given }) as RecordDetail;

it('tells counted time from breaks and from what lies outside of the plan', () => {
  const strip = stripOf(
    record({
      punches: [{ checkedInAt: at('08:52'), checkedOutAt: at('11:06'), inWords: '', outWords: '' }],
      breaks: [span('10:00', '10:10')],
      counted: [span('09:00', '10:00'), span('10:10', '11:00')],
    }),
  );
  expect(strip?.parts.map(({ kind }) => kind)).toEqual(['uncounted', 'uncounted', 'rest', 'counted', 'counted']);
  expect(strip?.words).toBe('计入的时段：09:00 到 10:00、10:10 到 11:00。');
  expect(strip?.parts.every(({ from, width }) => from >= 0 && width > 0 && from + width <= 100)).toBe(true);
});

it('draws nothing where nothing was', () => {
  expect(stripOf(record({}))).toBeNull();
});
