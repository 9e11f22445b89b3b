import { readFileSync } from 'node:fs';
import { hoursPolicySchema, type HoursPolicy } from './hours-policy';
import { hoursSentences } from './hours-sentences';

const policy = hoursPolicySchema.parse(JSON.parse(readFileSync('config/policies/hours.default.json', 'utf8')));
const said = (change: Partial<HoursPolicy> = {}) => hoursSentences({ ...policy, ...change }).join('\n');

describe('hoursSentences', () => {
  it('says the default rule with its figures', () => {
    expect(said()).toContain('活动开始前 30 分钟可以签到，结束后 30 分钟内可以签退。早到、晚走的时间不计。');
    expect(said()).toContain('忘了签退的，先记到计划结束的时间，最多记 8 小时，核实以后才算数。');
    expect(said()).toContain('服务时间不到计划时间 60% 的，时长照记，不计积分。');
    expect(said()).toContain('记录入账以前公示 3 个工作日');
    expect(said()).toContain('5 个工作日内答复');
  });

  it.each<[Partial<HoursPolicy>, string]>([
    [{ missingOut: 'CAP', missingOutCapMinutes: 90 }, '先从开始记 1 小时 30 分钟'],
    [{ missingOut: 'FIXED_MINUTES', missingOutFixedMinutes: 60 }, '先从开始记 1 小时，不晚于计划结束的时间'],
    [{ missingOut: 'ZERO' }, '这一次先不记时长'],
    [{ effectiveSharePercent: 0 }, '服务多长就记多长'],
    [{ perSessionZeroing: true }, '这一次不记时长，也不计积分'],
    [{ publicityWorkingDays: 0, correctionWorkingDays: 0 }, '记录不另外公示'],
    [{ earlyPunchMinutes: 0 }, '活动开始前 0 分钟可以签到'],
  ])('follows the data: %j', (change, words) => {
    expect(said(change)).toContain(words);
  });
});
