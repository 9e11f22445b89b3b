import { attendanceErrors } from '../../errors';
import { lineRefusalOf } from './line-refusal';

describe('what a device does with a line that was not taken', () => {
  it.each([
    ['PUNCH_OUTCOME_UNKNOWN', 'RETRY'],
    ['PUNCH_BUSY', 'RETRY'],
    ['KIOSK_GUESSING', 'RETRY'],
    ['ROLL_CALL_SELF', 'REFUSED'],
    ['PUNCH_ID_REUSED', 'REFUSED'],
  ] as const)('%s: %s', (code, status) => {
    expect(lineRefusalOf(attendanceErrors.refuse(code))).toBe(status);
  });
});
