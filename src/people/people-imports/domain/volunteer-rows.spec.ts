import {
  type ComparableRow,
  duplicatesInFile,
  type IdentityFacts,
  repeatedIdRows,
  skillsOf,
  volunteerRowProblems,
} from './volunteer-rows';

const cells = { name: '赵桂兰', idNumber: '11010519491231002X', divisionCode: 'C', consentVersion: '2026-1' };
const fine: IdentityFacts = { idProblem: null, isPhoneWrong: false, needsGuardian: false };

describe('volunteerRowProblems', () => {
  const problemsOf = (given: Record<string, string>, identity = fine, mangled: readonly string[] = []) =>
    volunteerRowProblems({ rowNumber: 2, cells: { ...cells, ...given }, mangled }, identity, 'IN_USE').map(
      ({ column, problem }) => `${column}:${problem}`,
    );

  it('finds nothing in a good row', () => {
    expect(problemsOf({})).toEqual([]);
  });

  it('names every wrong cell of a row, each once', () => {
    expect(
      problemsOf(
        { name: '', phone: '1', politicalStatus: '?', consentVersion: '' },
        { idProblem: 'ID_NUMBER_LENGTH', isPhoneWrong: true, needsGuardian: true },
      ),
    ).toEqual([
      'name:NAME_EMPTY',
      'idNumber:ID_NUMBER_LENGTH',
      'phone:PHONE_INVALID',
      'consentVersion:CONSENT_VERSION_EMPTY',
      'guardianVersion:GUARDIAN_VERSION_EMPTY',
      'politicalStatus:POLITICAL_STATUS_UNKNOWN',
    ]);
  });

  it('says that a spreadsheet cut the number, rather than what is wrong with what is left', () => {
    expect(problemsOf({}, { ...fine, idProblem: 'ID_NUMBER_CHECK_DIGIT' }, ['idNumber'])).toEqual([
      'idNumber:ID_NUMBER_MANGLED_BY_SPREADSHEET',
    ]);
    expect(problemsOf({ phone: '1.38E+10' }, { ...fine, isPhoneWrong: true })).toEqual(['phone:PHONE_MANGLED']);
  });

  it('accepts a guardian’s consent for a child', () => {
    expect(problemsOf({ guardianVersion: '2026-1' }, { ...fine, needsGuardian: true })).toEqual([]);
  });
});

describe('comparing rows', () => {
  const row = (rowNumber: number, idKey: string | null, phoneKey: string | null, name = 'a'): ComparableRow => ({
    rowNumber,
    name,
    idKey,
    phoneKey,
  });

  it('finds ID numbers that stood before, not the first of them', () => {
    expect([...repeatedIdRows([row(2, 'x', null), row(3, null, null), row(4, 'x', null), row(5, 'x', null)])]).toEqual([
      4, 5,
    ]);
  });

  it('offers earlier rows with the same phone and another ID number', () => {
    const found = duplicatesInFile([row(2, 'x', 'p'), row(3, 'y', 'p'), row(4, 'x', 'p', 'b'), row(5, 'z', null)]);
    expect([...found]).toEqual([
      [3, [{ kind: 'SAME_NAME_AND_PHONE', otherVolunteerId: null, otherRowNumber: 2 }]],
      [4, [{ kind: 'SAME_PHONE', otherVolunteerId: null, otherRowNumber: 3 }]],
    ]);
  });
});

describe('skillsOf', () => {
  it.each([
    ['急救、手语', ['急救', '手语']],
    ['急救,急救;驾驶', ['急救', '驾驶']],
    ['', []],
  ])('%s', (text, skills) => expect(skillsOf(text)).toEqual(skills));
});
