import { unplaced, wrongAt } from './fields';

const refusal = { status: 400, code: 'X', title: '手机号须为 11 位数字。', field: 'phone' };
const several = { ...refusal, field: undefined, errors: [{ field: 'name', message: '请填写姓名。' }] };

describe('a refusal and its fields', () => {
  it('is said at the field it is about', () => {
    expect(wrongAt(refusal, 'phone')).toBe(refusal.title);
    expect(wrongAt(refusal, 'name')).toBe('');
    expect(wrongAt(several as never, 'name')).toBe('请填写姓名。');
    expect(wrongAt(null, 'name')).toBe('');
  });

  it('stands above the form where no field can show it', () => {
    expect(unplaced(refusal, ['phone'])).toBeNull();
    expect(unplaced(refusal, ['name'])).toBe(refusal);
    expect(unplaced(null, [])).toBeNull();
  });
});
