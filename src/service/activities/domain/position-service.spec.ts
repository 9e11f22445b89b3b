import { isHelperPosition, isServicePosition, kindFitsCategory, saysInTraining } from './position-service';

const patrol = { code: 'RIVER_PATROL', isService: true };
const football = { code: 'FOOTBALL_MATCH', isService: false };
const training = { code: 'TRAINING', isService: false };

describe('what a position is', () => {
  it.each([
    ['a patrol', patrol, null, true, false],
    ['somebody who only looks on', patrol, false, false, false],
    ['a patrol that says so', patrol, true, true, false],
    ['a player', football, null, false, false],
    ['a helper at a match', football, true, true, true],
    ['a player that says so', football, false, false, false],
  ])('%s', (_, category, saysService, isService, isHelper) => {
    expect(isServicePosition('SERVICE', category, { saysService })).toBe(isService);
    expect(isHelperPosition(category, { saysService })).toBe(isHelper);
  });

  it('is no service in a training, which has minutes of its own', () => {
    expect(isServicePosition('TRAINING', training, { saysService: null })).toBe(false);
    expect(saysInTraining('TRAINING', [{ saysService: null }])).toBe(false);
    expect(saysInTraining('TRAINING', [{ saysService: null }, { saysService: false }])).toBe(true);
    expect(saysInTraining('SERVICE', [{ saysService: true }])).toBe(false);
  });
});

it.each([
  ['SERVICE', patrol, true],
  ['SERVICE', football, true],
  ['SERVICE', training, false],
  ['TRAINING', training, true],
  ['TRAINING', patrol, true],
  ['TRAINING', football, false],
] as const)('%s and %j fit: %s', (kind, category, fits) => {
  expect(kindFitsCategory(kind, category)).toBe(fits);
});
