import { receiptSentence } from './receipt-sentence';

const facts = {
  activityTitle: '巡河',
  punchedAtMs: Date.parse('2026-11-28T09:02:31+08:00'),
  plannedEndMs: Date.parse('2026-11-28T11:00:00+08:00'),
};

describe('receipt sentence', () => {
  it('says what was recorded and that a check-out is next', () => {
    expect(receiptSentence({ ...facts, direction: 'IN' })).toBe(
      '已记录签到:11月28日 09:02,活动“巡河”。服务结束(计划 11月28日 11:00)后请记得签退。',
    );
  });

  it('says where the minutes can be read after a check-out', () => {
    expect(receiptSentence({ ...facts, direction: 'OUT' })).toContain('已记录签退:11月28日 09:02,活动“巡河”。');
  });
});
