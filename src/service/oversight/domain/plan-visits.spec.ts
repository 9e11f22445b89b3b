import { planVisits, registrarsOf, type StaffRegistration } from './plan-visits';

const limits = {
  ...{ visitDayRegistrations: 10, visitMonthPercent: 30, visitSharedPhonePeople: 3 },
  ...{ visitSharePercent: 20, visitsAtMost: 20 },
};
const registrations = (count: number, given: Partial<StaffRegistration> = {}): readonly StaffRegistration[] =>
  Array.from({ length: count }, (_, index) => ({
    volunteerId: `${given.registeredBy ?? 'clerk'}-${given.phonePeople ?? 1}-${String(index).padStart(3, '0')}`,
    ...{ divisionId: 'place', registeredBy: 'clerk', phonePeople: 1, isDrawn: false, limits },
    ...given,
  }));
const alone = (account: string) => account;

describe('who can be drawn for a visit', () => {
  it.each<[string, 'DAY' | 'MONTH', readonly StaffRegistration[], number, number, boolean]>([
    ['ten with phones a day: nobody', 'DAY', registrations(10), 0, 0, false],
    ['eleven a day: all of them', 'DAY', registrations(11), 11, 3, true],
    ['one without a phone', 'DAY', registrations(1, { phonePeople: 0 }), 1, 1, false],
    ['a phone of two is their own', 'DAY', registrations(2, { phonePeople: 2 }), 0, 0, false],
    ['a phone of three is nobody’s', 'DAY', registrations(3, { phonePeople: 3 }), 3, 1, false],
    ['nine a day without phones', 'DAY', registrations(9, { phonePeople: 0 }), 9, 2, false],
    ['at most so many of one clerk', 'DAY', registrations(300), 300, 20, true],
    [
      'a month with 30 % weak: nobody',
      'MONTH',
      [...registrations(7), ...registrations(3, { phonePeople: 0 })],
      ...[0, 0, false],
    ] as never,
    [
      'a month with more: all of them',
      'MONTH',
      [...registrations(6), ...registrations(4, { phonePeople: 0 })],
      ...[10, 2, true],
    ] as never,
    ['nobody twice', 'MONTH', registrations(5, { phonePeople: 0, isDrawn: true }), 0, 0, true],
  ])('%s', (_, kind, given, candidates, sampleSize, isOdd) => {
    const [group] = planVisits(kind, given, alone);
    expect({
      candidates: group?.candidates.length ?? 0,
      sampleSize: group?.sampleSize ?? 0,
      isOdd: group?.isOdd ?? false,
    }).toEqual({ candidates, sampleSize, isOdd });
  });

  it('is the same in whatever order the registrations come', () => {
    const given = [...registrations(12), ...registrations(3, { registeredBy: 'other', phonePeople: 0 })];
    expect(planVisits('DAY', [...given].reverse(), alone)).toEqual(planVisits('DAY', given, alone));
  });

  it('counts accounts of one person together', () => {
    const given = [...registrations(6), ...registrations(6, { registeredBy: 'second' })];
    expect(planVisits('DAY', given, alone)).toEqual([]);
    const persons = registrarsOf(
      new Map([
        ['clerk', ['clerk', 'person']],
        ['second', ['second', 'person']],
        ['third', ['third', 'another']],
      ]),
    );
    expect(persons.get('clerk')).toBe(persons.get('second'));
    expect(persons.get('third')).not.toBe(persons.get('clerk'));
    expect(planVisits('DAY', given, (account) => persons.get(account) ?? account)).toMatchObject([
      { total: 12, isOdd: true, accounts: ['clerk', 'second'] },
    ]);
  });
});
