import { readFileSync } from 'node:fs';
import { type PointsPolicy, pointsPolicySchema } from './points-policy';
import { pointsPolicySentences, starsPolicySentences } from './policy-sentences';
import { starsPolicySchema } from './star-level';

const bodyOf = (kind: string): unknown => JSON.parse(readFileSync(`config/policies/${kind}.default.json`, 'utf8'));
const policy = pointsPolicySchema.parse(bodyOf('points'));
const said = (change: Partial<PointsPolicy> = {}) =>
  pointsPolicySentences({ ...policy, ...change }, (code) => (code === 'RIVER_PATROL' ? '巡河' : code)).join('\n');

describe('sentences of the rules of points', () => {
  it('say the default with its figures', () => {
    expect(said().split('\n')).toEqual([
      '培训每小时 5 分。',
      '服务每小时 10 分。',
      '凭证 A、B、C 级全额计积分，凭证 D、E 级不计积分。',
      '积分没有上限。',
      '积分精确到 0.1 分，不足的部分舍去。积分不影响时长。',
    ]);
  });

  it('name categories, days and duties, and which line counts', () => {
    const rates: PointsPolicy['rates'] = [
      { category: 'RIVER_PATROL', dayType: 'REST_DAY', pointTenthsPerHour: 125 },
      { duty: 'LEADER', pointTenthsPerHour: 0 },
      { pointTenthsPerHour: 100 },
    ];
    expect(said({ rates })).toContain(
      '周末和节假日、「巡河」每小时 12.5 分。\n负责人不计积分。\n所有活动每小时 10 分。\n以上同时符合几条的，按写在前面的一条算。',
    );
    expect(said({ rates: [] })).toContain('现在不计积分。');
  });

  it('say multipliers, bonuses and caps only where there are any', () => {
    const text = said({
      multipliers: [
        { name: '夜间', percent: 150, window: { fromMinute: 1320, toMinute: 360 } },
        { name: '节假日', percent: 200, dayType: 'REST_DAY' },
      ],
      bonuses: { leaderPointTenths: 20, firstTimePointTenths: 0, emergencyPointTenths: 5 },
      caps: { recordPointTenths: null, dayPointTenths: 800, monthPointTenths: 5000 },
      gradePercent: { A: 100, B: 80, C: 80, D: 0, E: 0 },
    });
    expect(text).toContain('夜间（所有活动，22:00–06:00）按 150% 计。\n节假日（周末和节假日）按 200% 计。');
    expect(text).toContain('同时符合几条的，只按最高的一条算。');
    expect(text).toContain('担任一场的负责人，另加 2 分。\n参加应急服务，另加 0.5 分。');
    expect(text).toContain('一天最多 80 分，一个月最多 500 分，超出的不计。');
    expect(text).toContain('凭证 A 级全额计积分，凭证 B、C 级按 80% 计积分，凭证 D、E 级不计积分。');
  });

  it('say from how many hours on there are stars', () => {
    expect(starsPolicySentences(starsPolicySchema.parse(bodyOf('stars')))[0]).toBe(
      '已入账的服务时长满 100 小时为一星，满 300 小时为二星，满 600 小时为三星，满 1000 小时为四星，满 1500 小时为五星。',
    );
  });
});
