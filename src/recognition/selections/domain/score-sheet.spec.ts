import fc from 'fast-check';
import selectionDefault from '../../../../config/policies/selection.default.json';
import { parseLocalDay, type LocalDay } from '../../../kernel/local-day';
import { type FrozenCandidate, scoreSheet, type ScoreSheetInput } from './score-sheet';
import { selectionPolicySchema } from './selection-policy';

function day(text: string): LocalDay {
  const parsed = parseLocalDay(text);
  if (!parsed) throw new Error(text);
  return parsed;
}

function candidate(
  appointmentId: string,
  quotaKey: string,
  changes: Partial<FrozenCandidate['facts']> = {},
): FrozenCandidate {
  return {
    appointmentId,
    volunteerId: `volunteer of ${appointmentId}`,
    role: 'BUILDING_HEAD',
    divisionId: `division of ${appointmentId}`,
    communityId: quotaKey,
    facts: {
      appointmentIds: [appointmentId],
      appointedFrom: day('2024-01-01'),
      appointedUntil: null,
      isVerified: true,
      hasOpenVeto: false,
      accounts: [],
      serviceMinutes: 600,
      pointTenths: 100,
      confirmedRecords: 3,
      backfilledMinutes: 0,
      distinctServiceDays: 3,
      tenureDays: 700,
      assessmentIds: [],
      assessmentHundredths: 9000,
      lotKey: appointmentId,
      quotaKey,
      ...changes,
    },
  };
}

const input: ScoreSheetInput = {
  roles: ['BUILDING_HEAD', 'GRID_HEAD'],
  candidates: [
    candidate('a', 'c1', { serviceMinutes: 1200 }),
    candidate('b', 'c1'),
    candidate('c', 'c2', { serviceMinutes: 300 }),
    candidate('d', 'c2', { confirmedRecords: 0 }),
    { ...candidate('e', 'c1'), role: 'GRID_HEAD' },
  ],
  period: { from: day('2025-01-01'), to: day('2025-12-31') },
  policy: selectionPolicySchema.parse(selectionDefault),
  lotSeed: 'seed',
};

describe('score sheet', () => {
  it('ranks each role by itself and gives each community its seats', () => {
    const sheet = scoreSheet(input);
    expect(sheet.lines.map(({ appointmentId, place, isProposed }) => [appointmentId, place, isProposed])).toEqual([
      ['a', 1, true],
      ['b', 2, false],
      ['c', 3, true],
      ['d', null, false],
      ['e', 1, true],
    ]);
    expect(sheet.roles[0]).toMatchObject({
      candidates: 4,
      eligible: 3,
      proposed: 2,
      missingComponents: ['VOTE', 'COMMITTEE'],
      quota: [
        { key: 'c1', pool: 2, seats: 1 },
        { key: 'c2', pool: 1, seats: 1 },
      ],
    });
  });

  it('is the same for every order of the candidates', () => {
    const expected = scoreSheet(input);
    fc.assert(
      fc.property(fc.shuffledSubarray([...input.candidates], { minLength: 5 }), (candidates) => {
        expect(scoreSheet({ ...input, candidates })).toEqual(expected);
      }),
    );
  });
});
