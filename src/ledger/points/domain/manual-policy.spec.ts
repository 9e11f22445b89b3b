import manualDefault from '../../../../config/policies/manual.default.json';
import { ceilingBroken, manualPolicySchema } from './manual-policy';

const policy = manualPolicySchema.parse(manualDefault);

describe('the ceilings of points by hand', () => {
  it.each([
    [1_000, 0, 0, null],
    [1_001, 0, 0, 'PERSON'],
    [-1, 1_000, 0, 'PERSON'],
    [100, 900, 19_900, null],
    [101, 0, 19_900, 'ASKER'],
  ])('%i tenths after %i for the person and %i by the asker: %s', (tenths, person, asker, broken) => {
    expect(ceilingBroken(tenths, { personPointTenths: person, askerPointTenths: asker }, policy)).toBe(broken);
  });
});
