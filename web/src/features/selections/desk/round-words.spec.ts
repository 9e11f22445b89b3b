import { stepsOf, whyNotProposed } from './round-words';
import type { Line } from './rounds';

const line = (place: number, communityId: string, isProposed: boolean, totalHundredths = 9000 - place * 10): Line =>
  ({
    place,
    communityId,
    communityName: '河畔社区',
    isProposed,
    isEligible: true,
    role: 'UNIT_HEAD',
    totalHundredths,
  }) as Line;

describe('a round of the selection', () => {
  it('stands at one step', () => {
    const now = (status: Parameters<typeof stepsOf>[0], isVerified = false) =>
      stepsOf(status, isVerified).find(({ state }) => state === 'now')?.name;
    expect([now('DRAFT'), now('COMMITTEE'), now('COMMITTEE', true), now('CONFIRMED'), now('CANCELLED')]).toEqual([
      '冻结',
      '核对',
      '评议定稿',
      '报告',
      undefined,
    ]);
  });

  it('says why somebody is not on the list, by the sheet alone', () => {
    const [first, second, third, fourth] = [
      line(1, 'a', true),
      line(2, 'b', true),
      line(3, 'a', false),
      line(4, 'c', false),
    ];
    const sheet = [first, second, third, fourth];
    expect(whyNotProposed(third, sheet)).toBe(
      '河畔社区有资格的 2 人，名额 1 个，已由第 1 名占满。比其中最后一位少 0.20 分。',
    );
    expect(whyNotProposed(fourth, sheet)).toContain('没有分到名额');
    expect(whyNotProposed(first, sheet)).toBeNull();
  });
});
