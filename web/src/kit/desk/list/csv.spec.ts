import { csvOf } from './csv';

describe('a list as a file', () => {
  it('quotes what has commas, quotes and line breaks', () => {
    expect(
      csvOf([
        ['姓名', '说明'],
        ['张三', '他说"好",\n就来'],
      ]),
    ).toBe('\uFEFF姓名,说明\r\n张三,"他说""好"",\n就来"\r\n');
  });

  it('makes no formula of what people wrote', () => {
    expect(csvOf([['=1+1', '@x', '-5', '+86']])).toBe("\uFEFF'=1+1,'@x,'-5,'+86\r\n");
  });
});
