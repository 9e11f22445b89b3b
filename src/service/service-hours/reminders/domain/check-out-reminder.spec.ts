import { checkOutReminder } from './check-out-reminder';

const at = (clock: string): number => Date.parse(`2026-11-28T${clock}+08:00`);
const times = { endMs: at('11:00:00'), reminderMinutes: 15, latePunchMinutes: 30 };

describe('the reminder to check out', () => {
  it.each([
    ['10:44:59', null],
    ['10:45:00', 'CHECK_OUT_SOON'],
    ['10:59:59', 'CHECK_OUT_SOON'],
    ['11:00:00', 'CHECK_OUT_MISSED'],
    ['11:29:59', 'CHECK_OUT_MISSED'],
    ['11:30:00', null],
  ])('at %s of a shift that ends at 11:00: %s', (clock, reminder) => {
    expect(checkOutReminder(at(clock), times)).toBe(reminder);
  });
});
