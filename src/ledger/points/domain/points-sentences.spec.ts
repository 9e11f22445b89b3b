import { pointsSentences } from './points-sentences';

const minute = 60_000;
const segment = (from: number, until: number, multiplierPercent = 100) =>
  ({
    step: 'SEGMENT',
    interval: { startMs: from * minute, endMs: until * minute },
    pointTenthsPerHour: 100,
    multiplierPercent,
    multiplierName: multiplierPercent === 100 ? null : '夜间',
  }) as const;

it('says time at one rate once, also where a break cuts it', () => {
  const trace = [
    segment(0, 60),
    segment(70, 120),
    { step: 'GRADE', grade: 'A', percent: 100 } as const,
    { step: 'TIME', minutes: 110, pointTenths: 183 } as const,
  ];
  expect(pointsSentences(trace)).toEqual(['110 分钟，每小时 10 分。', '按时间得 18.3 分，不足 0.1 分的部分舍去。']);
});

it('says multiplier, grade, bonus and cap', () => {
  const trace = [
    segment(0, 60, 150),
    { step: 'GRADE', grade: 'C', percent: 80 } as const,
    { step: 'TIME', minutes: 60, pointTenths: 120 } as const,
    { step: 'BONUS', bonus: 'LEADER', pointTenths: 10 } as const,
    { step: 'CAP', cap: 'DAY', lostPointTenths: 5 } as const,
  ];
  expect(pointsSentences(trace)).toEqual([
    '60 分钟，每小时 10 分，夜间按 150% 计。',
    '凭证等级 C，按 80% 计。',
    '按时间得 12 分，不足 0.1 分的部分舍去。',
    '担任这一场的负责人，另加 1 分。',
    '一天的积分有上限，超出的 0.5 分不计。',
  ]);
});

it('says why nothing is earned', () => {
  expect(pointsSentences([{ step: 'NOT_ELIGIBLE' }])).toEqual([
    '实际服务没有达到计划时间的规定比例，时长照记，不计积分。',
  ]);
});
