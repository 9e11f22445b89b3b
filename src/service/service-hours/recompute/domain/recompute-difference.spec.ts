import type { TraceLine } from '../../computing/domain/hours-types';
import { type ComparableRecord, recomputeDifference } from './recompute-difference';

const share = (reason: 'SHARE_REACHED' | 'SHARE_BELOW_POINTS_ZERO', percent: number): TraceLine => ({
  step: 'EFFECTIVE_SHARE',
  beforeMinutes: 70,
  afterMinutes: 70,
  reason,
  data: { plannedMinutes: 120, effectiveSharePercent: percent },
});
const record: ComparableRecord = {
  creditedMinutes: 70,
  pendingCommunityMinutes: 0,
  pendingStreetMinutes: 0,
  isPointsEligible: false,
  trace: [share('SHARE_BELOW_POINTS_ZERO', 60)],
};

describe('the difference that another policy makes', () => {
  it('is none where only the words of the rule changed', () => {
    expect(recomputeDifference(record, { ...record, trace: [share('SHARE_BELOW_POINTS_ZERO', 65)] })).toBeNull();
  });

  it('names the steps that came out differently, also where the minutes are the same', () => {
    const after = { ...record, isPointsEligible: true, trace: [share('SHARE_REACHED', 50)] };
    expect(recomputeDifference(record, after)).toEqual({
      beforeMinutes: 70,
      afterMinutes: 70,
      why: ['实际服务达到计划时间的 50%，可以计算积分。'],
    });
  });
});
