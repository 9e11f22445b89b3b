import { findingText } from './finding-text';

describe('a finding in words', () => {
  it('names table, column, account and number', () => {
    expect(
      findingText({
        table: 'ledger_entry',
        column: 'balance_after',
        problem: 'CHANGED',
        volunteerId: 'v-1',
        accountKind: 'SERVICE_MINUTES',
        seq: 3,
      }),
    ).toBe('台账分录(ledger_entry)的余额(balance_after)被改动:志愿者 v-1,服务时长账户,第 3 号');
  });

  it('keeps names it has no word for', () => {
    expect(findingText({ table: 'consent', column: 'purpose', problem: 'MISSING', key: 'k/1' })).toBe(
      ' consent 的 purpose 缺失:行 k/1',
    );
  });
});
