import hoursDefault from '../../../../../config/policies/hours.default.json';
import { computeHours } from './compute-hours';
import { hoursPolicySchema } from './hours-policy';
import type { HoursInput, PunchDirection, PunchMethod, TraceReason } from './hours-types';
import { NOTHING_TAKEN } from './taken-by-others';
import { traceReasons, traceSentences } from './trace-sentences';

const policy = hoursPolicySchema.parse(hoursDefault);
const at = (clock: string): number => Date.parse(`2026-11-28T00:00:00+08:00`) + minutes(clock) * 60_000;
const minutes = (clock: string): number => {
  const [hours = 0, rest = 0] = clock.split(':').map(Number);
  return hours * 60 + rest;
};
const span = (from: string, until: string) => ({ startMs: at(from), endMs: at(until) });
const punch = (direction: PunchDirection, clock: string, method: PunchMethod = 'CODE') => ({
  ...{ id: `${direction}${clock}`, direction, atMs: at(clock), method },
});

function input(given: Partial<HoursInput>): HoursInput {
  const planned = given.planned ?? span('09:00', '11:00');
  return {
    order: { plannedStartMs: planned.startMs, key: 'own' },
    planned,
    extendedEndMs: null,
    breaks: [],
    punches: [punch('IN', '09:00'), punch('OUT', '11:00')],
    otherRecords: [],
    dutyTime: [],
    claimedMinutesByDay: {},
    dayApprovals: {},
    isTraining: false,
    ...given,
  };
}

const other = (plannedStart: string, isConfirmed: boolean) => ({
  order: { plannedStartMs: at(plannedStart), key: 'other' },
  intervals: [span('10:30', '12:00')],
  isConfirmed,
});

/** Where each reason comes from, and what its sentence says. */
const cases: Readonly<Record<TraceReason, readonly [Partial<HoursInput>, Partial<typeof policy>, string]>> = {
  PAIRED: [{}, {}, '签到与签退配成 1 组'],
  NO_PAIR: [{ punches: [] }, {}, '没有找到签到记录'],
  INSIDE_PLAN: [{}, {}, '都在活动计划时间之内'],
  OUTSIDE_PLAN: [{ punches: [punch('IN', '08:50'), punch('OUT', '11:20')] }, {}, '计划时间以外的 30 分钟不计入'],
  NO_MISSING_OUT: [{}, {}, '没有漏签退'],
  CLOSED_AT_PLANNED_END: [{ punches: [punch('IN', '09:10')] }, {}, '按计划结束时间自动补为签退，计入 110 分钟'],
  CLOSED_AT_CAP: [
    { punches: [punch('IN', '09:00')] },
    { missingOutCapMinutes: 45 },
    '最长时间自动补为签退，计入 45 分钟',
  ],
  CLOSED_AT_FIXED_MINUTES: [
    { punches: [punch('IN', '09:00')] },
    { missingOut: 'FIXED_MINUTES' },
    '固定时长计入 60 分钟',
  ],
  MISSING_OUT_ZERO: [{ punches: [punch('IN', '09:00')] }, { missingOut: 'ZERO' }, '这一段不计时长'],
  NO_BREAK: [{}, {}, '没有需要扣除的休息时间'],
  BREAK_SUBTRACTED: [{ breaks: [span('10:00', '10:10')] }, {}, '休息时间 10 分钟'],
  NO_OVERLAP: [{}, {}, '没有时间重叠'],
  OVERLAP_SUBTRACTED: [{ otherRecords: [other('08:00', false)] }, {}, '重叠的 30 分钟只计一次'],
  OVERLAP_KEPT: [{ otherRecords: [other('10:30', false)] }, {}, '本条时长保留'],
  NO_DUTY_TIME: [{}, {}, '没有落在职务工作时间之内'],
  DUTY_TIME: [{ dutyTime: [span('08:00', '09:40')] }, {}, '其中 40 分钟属于职务工作时间'],
  NOT_SERVICE: [{ isNoService: true }, {}, '这个岗位（如比赛的队员、观众）不是志愿服务'],
  SHARE_REACHED: [{}, {}, '达到计划时间的 60%'],
  SHARE_BELOW_POINTS_ZERO: [{ punches: [punch('IN', '09:00'), punch('OUT', '10:10')] }, {}, '时长照记，不计积分'],
  SHARE_BELOW_MINUTES_ZERO: [
    { punches: [punch('IN', '09:00'), punch('OUT', '10:10')] },
    { perSessionZeroing: true },
    '本场时长不予认定，原始打卡时间保留',
  ],
  WITHIN_DAY_CAP: [{}, {}, '没有超过上限'],
  OVER_DAY_CAP: [
    { planned: span('06:00', '19:20'), punches: [punch('IN', '06:00'), punch('OUT', '19:20')] },
    {},
    '社区审批 240 分钟，街道审批 80 分钟',
  ],
  LATE_START: [{ taken: { ...NOTHING_TAKEN, lateStartMinutes: 9 } }, {}, '开始 9 分钟之后才排入计划'],
  LATE_LINES: [{ taken: { ...NOTHING_TAKEN, lateLineMinutes: 95 } }, {}, '95 分钟后才补传'],
  CALLED_WITHOUT_TRACE: [{ taken: { ...NOTHING_TAKEN, calledPercent: 30 } }, {}, '超过 30%，转队外人员复核'],
  REST_HERE: [{ taken: { ...NOTHING_TAKEN, isRest: true } }, {}, '其余全部到场'],
  DENIED: [{ taken: { ...NOTHING_TAKEN, isDenied: true } }, {}, '本人答复没有参加'],
  GRADED: [{}, {}, '凭证等级为 A 级，认定 120 分钟'],
  GRADE_PENDING: [{ punches: [punch('IN', '09:10')] }, {}, '暂定 B 级，待活动负责人确认，暂计 110 分钟'],
};

describe('the trace as a volunteer reads it', () => {
  it.each(Object.entries(cases))('%s', (reason, [given, rules, sentence]) => {
    const { trace } = computeHours(input(given), { ...policy, ...rules });
    const index = trace.findIndex((line) => line.reason === reason);
    expect(index).toBeGreaterThanOrEqual(0);
    expect(traceSentences(trace)[index]).toContain(sentence);
  });

  it('leaves out no reason, and no sentence has a gap, a code or a negative number', () => {
    expect(Object.keys(cases).sort()).toEqual([...traceReasons].sort());
    for (const [given, rules] of Object.values(cases)) {
      for (const sentence of traceSentences(computeHours(input(given), { ...policy, ...rules }).trace)) {
        expect(sentence).toMatch(/^[\u4e00-\u9fff].*。$/);
        expect(sentence).not.toMatch(/undefined|NaN|null|[A-Z]{2,}|-\d/);
      }
    }
  });
});
