import { columnLetters, firstBodyRow, headerRowOf, neutralised, withoutNeutralising } from './workbook';

describe('cells that a spreadsheet could take for a formula', () => {
  it.each([
    ['=1+1', "'=1+1"],
    ['+86 138', "'+86 138"],
    ['-5', "'-5"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', "'\t=1"],
    ['\r=1', "'\r=1"],
    ['王㛃', '王㛃'],
    ['a=b', 'a=b'],
    ['', ''],
    ["'quoted", "'quoted"],
  ])('writes %j as %j, and reads it back', (text, written) => {
    expect(neutralised(text)).toBe(written);
    expect(withoutNeutralising(written)).toBe(text);
  });
});

describe('where things stand in a table', () => {
  it.each([
    [0, 'A'],
    [25, 'Z'],
    [26, 'AA'],
    [51, 'AZ'],
    [52, 'BA'],
    [701, 'ZZ'],
    [702, 'AAA'],
  ])('names column %d %s', (index, letters) => expect(columnLetters(index)).toBe(letters));

  it('has one header row more where columns have groups', () => {
    const column = { header: '名次', kind: 'integer', widthChars: 6 } as const;
    expect([headerRowOf({ columns: [column] }), firstBodyRow({ columns: [column] })]).toEqual([3, 4]);
    expect(headerRowOf({ columns: [column, { ...column, group: '时长' }] })).toBe(4);
  });
});
