import type { Certificate } from './queries';
import { storyOf } from './story';

const certificate = (given: Partial<Certificate>) =>
  ({ status: 'APPLIED', appliedAt: '2019-12-04T01:00:00Z', ...given }) as Certificate;

it('says what became of a certificate and why', () => {
  expect(storyOf(certificate({}))).toBe('2019 年 12 月 4 日申请，等街道核对后开具。开好了会通知您。');
  expect(storyOf(certificate({ status: 'DECLINED', declineReason: '时间段里没有服务' }))).toContain('时间段里没有服务');
  expect(storyOf(certificate({ status: 'SUPERSEDED', endedAt: '2019-12-05T01:00:00Z', supersededByNo: 'Z-2' }))).toBe(
    '2019 年 12 月 5 日换发了新的，编号 Z-2，这张不再使用。',
  );
});
