import { deviceMark } from './device-mark';

const SHIFT = '01a20f5d-96e7-745e-b80a-15de5690dd52';
const OTHER_SHIFT = '01a20f5d-96e7-745e-b80a-15de5690dd53';

describe('the mark of a device', () => {
  it('is the same within a shift, and tells the device in no other one', () => {
    expect(deviceMark(SHIFT, 'a-phone')).toMatch(/^[\w-]{16}$/);
    expect(deviceMark(SHIFT, 'a-phone')).toBe(deviceMark(SHIFT, 'a-phone'));
    expect(deviceMark(SHIFT, 'a-phone')).not.toBe(deviceMark(SHIFT, 'b-phone'));
    expect(deviceMark(SHIFT, 'a-phone')).not.toBe(deviceMark(OTHER_SHIFT, 'a-phone'));
  });
});
