import type { Interval } from '../../../../kernel/interval';
import {
  localClock,
  METHOD_GRADE,
  type PunchMethod,
  type PunchPair,
  type TraceLine,
  type TraceReason,
  traceSentences,
} from '../../computing/domain';

/** START: the punches; CHANGED: minutes went or came; NOTED: something to know; CHECKED: looked at, without effect. */
export const stepRoles = ['START', 'CHANGED', 'NOTED', 'CHECKED', 'RESULT'] as const;
export type StepRole = (typeof stepRoles)[number];

/** One step from punches to minutes, as it is told to the person of the record. */
export interface RecordStep {
  readonly role: StepRole;
  readonly sentence: string;
  readonly beforeMinutes: number;
  readonly afterMinutes: number;
}

/** What a trace does not hold and its person remembers: the times of the day. */
export interface StepFacts {
  readonly pairs: readonly PunchPair[];
  readonly planned: Interval;
  readonly breaks: readonly Interval[];
}

/** What looked at a record and found nothing. */
const WITHOUT_EFFECT: ReadonlySet<TraceReason> = new Set<TraceReason>([
  'INSIDE_PLAN',
  'NO_MISSING_OUT',
  'NO_BREAK',
  'NO_OVERLAP',
  'NO_DUTY_TIME',
  'SHARE_REACHED',
  'WITHIN_DAY_CAP',
]);

/** How a punch was made, as the end of 「签到和签退都…」. */
export const methodWords: Readonly<Record<PunchMethod, string>> = {
  CODE: '扫了现场的码',
  ROLL_CALL: '由负责人点名',
  STAFF: '由工作人员登记',
  KIOSK: '在现场平板上登记',
  PAPER: '记在纸质签到表上',
  CORRECTION: '是后来补报或更正的',
  BACKFILL: '由工作人员补录',
  SELF_DECLARED: '是本人申报的',
};

/** The steps of a record in sentences with the times of the day; the words of the trace where there is nothing to add. */
export function recordSteps(trace: readonly TraceLine[], facts: StepFacts): readonly RecordStep[] {
  const plain = traceSentences(trace);
  return trace.map((line, index) => ({
    role: roleOf(line),
    sentence: withTimes(line, facts) ?? plain[index] ?? '',
    beforeMinutes: line.beforeMinutes,
    afterMinutes: line.afterMinutes,
  }));
}

function roleOf(line: TraceLine): StepRole {
  if (line.step === 'PAIRING') return 'START';
  if (line.step === 'EVIDENCE_GRADE') return 'RESULT';
  if (line.beforeMinutes !== line.afterMinutes) return 'CHANGED';
  return WITHOUT_EFFECT.has(line.reason) ? 'CHECKED' : 'NOTED';
}

function withTimes(line: TraceLine, facts: StepFacts): string | null {
  switch (line.reason) {
    case 'PAIRED':
      return facts.pairs.length === 0 ? null : presence(line, facts.pairs);
    case 'OUTSIDE_PLAN':
      return `活动计划 ${spanText(facts.planned)}，这以外的 ${lost(line)} 分钟不计入。`;
    case 'BREAK_SUBTRACTED':
      return facts.breaks.length === 0 ? null : `扣除活动安排的休息：${facts.breaks.map(spanText).join('、')}。`;
    case 'GRADED':
      return facts.pairs.length === 0 ? null : graded(line, facts.pairs);
    default:
      return null;
  }
}

function presence(line: TraceLine, pairs: readonly PunchPair[]): string {
  const times = pairs.map(({ in: checkIn, out }) =>
    out === null
      ? `${localClock(checkIn.atMs)} 签到，没有签退`
      : `${localClock(checkIn.atMs)} 签到，${localClock(out.atMs)} 签退`,
  );
  const isOpen = pairs.some(({ out }) => out === null);
  if (!isOpen) return `${times.join('；')}，您在现场 ${String(line.afterMinutes)} 分钟。`;
  return line.afterMinutes === 0
    ? `${times.join('；')}。`
    : `${times.join('；')}，其中签到、签退齐全的有 ${String(line.afterMinutes)} 分钟。`;
}

function graded(line: TraceLine, pairs: readonly PunchPair[]): string {
  const methods = pairs.flatMap(({ in: checkIn, out }) => (out ? [checkIn.method, out.method] : [checkIn.method]));
  const end = `凭证等级 ${String(line.data['grade'])}，认定 ${String(line.afterMinutes)} 分钟。`;
  const [first] = methods;
  if (first === undefined) return end;
  if (methods.every((method) => method === first)) return `签到和签退都${methodWords[first]}，${end}`;
  const weakest = methods.reduce((a, b) => (METHOD_GRADE[b] > METHOD_GRADE[a] ? b : a));
  const side = pairs.some((pair) => pair.in.method === weakest) ? '签到' : '签退';
  return `${side}${methodWords[weakest]}，${end}`;
}

function lost(line: TraceLine): string {
  return String(line.beforeMinutes - line.afterMinutes);
}

/** 「09:00 到 11:00」 */
function spanText({ startMs, endMs }: Interval): string {
  return `${localClock(startMs)} 到 ${localClock(endMs)}`;
}
