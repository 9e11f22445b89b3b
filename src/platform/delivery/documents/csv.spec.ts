import { csvOf } from './csv';

describe('csvOf', () => {
  it('quotes, neutralises and marks the text as UTF-8', () => {
    const csv = csvOf(
      ['姓名', '备注', '分钟'],
      [
        ['张"三"', '=1+1', 120],
        [null, '-减\n行', -5],
        ['a', ['急救'], 0],
      ],
    );
    expect(csv.toString('utf8')).toBe(
      '\ufeff"姓名","备注","分钟"\r\n"张""三""","\'=1+1",120\r\n,"\'-减\n行",-5\r\n"a","[""急救""]",0\r\n',
    );
  });
});
