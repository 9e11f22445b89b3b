import { whenWords } from './shift-words';

const shift = (day: number) => ({
  startsAt: new Date(`2026-12-0${String(day)}T09:00:00+08:00`),
  endsAt: new Date(`2026-12-0${String(day)}T11:05:00+08:00`),
});

it('says one shift with its hours, several by the first and their number', () => {
  expect(whenWords([shift(5)])).toBe('12 月 5 日 09:00–11:05 的场次');
  expect(whenWords([shift(5), shift(6)])).toBe('12 月 5 日 09:00–11:05 起的 2 场');
});
