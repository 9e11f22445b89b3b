import type { PunchMethod, PunchPair, TraceLine } from '../../computing/domain/hours-types';
import { recordSteps } from './record-steps';

const at = (clock: string) => Date.parse(`2026-12-04T${clock}:00+08:00`);
const span = (from: string, until: string) => ({ startMs: at(from), endMs: at(until) });
const line = (step: TraceLine['step'], reason: TraceLine['reason'], before: number, after: number): TraceLine => ({
  step,
  reason,
  beforeMinutes: before,
  afterMinutes: after,
  data: { grade: 'A', pairs: 1 },
});
const pair = (
  from: string,
  until: string | null,
  inBy: PunchMethod = 'CODE',
  outBy: PunchMethod = 'CODE',
): PunchPair => ({
  in: { id: 'in', direction: 'IN', atMs: at(from), method: inBy },
  out: until === null ? null : { id: 'out', direction: 'OUT', atMs: at(until), method: outBy },
});

const day = { planned: span('09:00', '11:00'), breaks: [span('10:00', '10:10')] };
const trace = [
  line('PAIRING', 'PAIRED', 0, 134),
  line('CLIPPING', 'OUTSIDE_PLAN', 134, 120),
  line('AUTO_CLOSE', 'NO_MISSING_OUT', 120, 120),
  line('BREAKS', 'BREAK_SUBTRACTED', 120, 110),
  line('EVIDENCE_GRADE', 'GRADED', 110, 110),
];

it('tells each step with the times of the day and what it did', () => {
  const steps = recordSteps(trace, { ...day, pairs: [pair('08:52', '11:06')] });
  expect(steps.map(({ role, sentence }) => [role, sentence])).toEqual([
    ['START', '08:52 签到，11:06 签退，您在现场 134 分钟。'],
    ['CHANGED', '活动计划 09:00 到 11:00，这以外的 14 分钟不计入。'],
    ['CHECKED', '没有漏签退。'],
    ['CHANGED', '扣除活动安排的休息：10:00 到 10:10。'],
    ['RESULT', '签到和签退都扫了现场的码，凭证等级 A，认定 110 分钟。'],
  ]);
});

it('names the side that was not scanned', () => {
  const [, , , , last] = recordSteps(trace, { ...day, pairs: [pair('08:52', '11:06', 'CODE', 'ROLL_CALL')] });
  expect(last?.sentence).toBe('签退由负责人点名，凭证等级 A，认定 110 分钟。');
});

it('says what is missing where somebody did not check out', () => {
  const open = [line('PAIRING', 'PAIRED', 0, 0)];
  const [first] = recordSteps(open, { ...day, pairs: [pair('08:52', null)] });
  expect(first?.sentence).toBe('08:52 签到，没有签退。');
});

it('keeps the words of the trace where the punches have been replaced', () => {
  const [first] = recordSteps(trace, { ...day, pairs: [] });
  expect(first?.sentence).toBe('签到与签退配成 1 组，完整的在场时间共 134 分钟。');
});
