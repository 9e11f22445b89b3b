import fc from 'fast-check';
import { parseLocalDay, type LocalDay } from '../../../kernel/local-day';
import { type AppointmentTerm, candidaciesOf } from './candidacies';

function day(text: string): LocalDay {
  const parsed = parseLocalDay(text);
  if (!parsed) throw new Error(text);
  return parsed;
}

function term(appointmentId: string, validFrom: string, validTo: string | null, volunteerId = 'v'): AppointmentTerm {
  return {
    appointmentId,
    volunteerId,
    role: 'BUILDING_HEAD',
    divisionId: `division of ${appointmentId}`,
    communityId: 'c',
    validFrom: day(validFrom),
    validTo: validTo === null ? null : day(validTo),
  };
}

describe('candidacies', () => {
  it('a move to the next building without a gap is one unbroken term, placed for the new building', () => {
    const moved = [term('b', '2025-06-01', null), term('a', '2024-01-01', '2025-06-01')];
    expect(candidaciesOf(moved)).toMatchObject([
      { main: { appointmentId: 'b' }, appointmentIds: ['a', 'b'], appointedFrom: '2024-01-01', appointedUntil: null },
    ]);
  });

  it('a gap begins a new term', () => {
    const away = [term('a', '2024-01-01', '2025-05-31'), term('b', '2025-06-01', '2026-01-01')];
    expect(candidaciesOf(away)).toMatchObject([{ appointedFrom: '2025-06-01', appointedUntil: '2026-01-01' }]);
  });

  it('two buildings at once take one place; two people and two roles take their own', () => {
    const both = [term('a', '2024-01-01', null), term('b', '2024-03-01', null)];
    expect(candidaciesOf(both)).toHaveLength(1);
    expect(candidaciesOf([...both, term('c', '2024-01-01', null, 'w')])).toHaveLength(2);
    expect(candidaciesOf([...both, { ...term('d', '2024-01-01', null), role: 'UNIT_HEAD' }])).toHaveLength(2);
  });

  it('does not depend on the order of the appointments', () => {
    const terms = [
      term('a', '2024-01-01', '2024-09-01'),
      term('b', '2024-09-01', null),
      term('c', '2024-02-01', null, 'w'),
      term('d', '2023-01-01', '2023-06-01', 'w'),
    ];
    fc.assert(
      fc.property(fc.shuffledSubarray(terms, { minLength: 4 }), (shuffled) => {
        expect(candidaciesOf(shuffled)).toEqual(candidaciesOf(terms));
      }),
    );
  });
});
