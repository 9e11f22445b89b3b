import type { Day } from '../../words/time';

export interface Period {
  readonly code: 'year' | 'last-year' | 'all' | 'other';
  readonly words: string;
  readonly from: Day;
  readonly to: Day;
}

/** Periods people ask for. @param registeredOn the day somebody was registered: nothing was before. */
export function periodsOf(today: Day, registeredOn: Day): readonly Period[] {
  const year = Number(today.slice(0, 4));
  return [
    { code: 'year', words: `今年（${year} 年）`, from: `${year}-01-01`, to: today },
    { code: 'last-year', words: `去年（${year - 1} 年）`, from: `${year - 1}-01-01`, to: `${year - 1}-12-31` },
    { code: 'all', words: '登记以来全部', from: registeredOn, to: today },
    { code: 'other', words: '自己选日期', from: `${year}-01-01`, to: today },
  ];
}
