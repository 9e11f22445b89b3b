import type { LocalDay } from '../../../kernel/local-day';
import { receiptText } from './receipt-text';

const facts = {
  receiptNo: '1024',
  maskedName: '王*',
  placeName: '御景社区',
  contactPhone: '027-85550001',
  activityTitle: '巡河',
  servedOn: '2026-11-28' as LocalDay,
  creditedMinutes: 120,
  publicityUntil: new Date('2026-12-02T16:00:00Z'),
};

describe('receiptText', () => {
  it('says which hours, until when and how to deny them', () => {
    expect(receiptText(facts)).toBe(
      '御景社区:王* 11 月 28 日在「巡河」的志愿服务拟记 120 分钟,公示到 12 月 2 日。' +
        '没有参加或时间不对,请在此之前拨打 027-85550001 说明,并报回执号 1024。',
    );
  });

  it('sends people to the place where no phone is known', () => {
    expect(receiptText({ ...facts, contactPhone: null })).toContain('请在此之前到御景社区说明,并报回执号 1024。');
  });
});
