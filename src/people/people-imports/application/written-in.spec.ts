import { writtenIn } from './written-in';

describe('a cell of an upload on the screen', () => {
  it.each([
    ['phone', '1.3800005678E+10', '1.38E+10'],
    ['phone', '1.39E+10', '1.39E+10'],
    ['phone', '1E+10', '1E+10'],
    ['idNumber', '2.20102198501011234e17', '2.20E+17'],
    ['idNumber', '220102198501011234', '2*****************'],
    ['phone', '13800005678', '138****5678'],
    ['name', '张三 220102 19850101 1234', '张三 ********************'],
    ['name', '张三', '张三'],
    ['name', '', ''],
  ])('%s: %s is shown as %s', (column, text, shown) => {
    expect(writtenIn({ [column]: text }, column)).toBe(shown);
  });

  it('nothing where the row is gone', () => {
    expect(writtenIn(undefined, 'name')).toBeNull();
  });
});
