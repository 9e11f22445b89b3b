import type { Journal } from './journal';
import type { RoundReport } from './round';

export interface DrillResult {
  readonly rounds: readonly RoundReport[];
  readonly repeated: number;
  readonly journal: Journal;
  /** Answers with 500: no invariant, but a promise of the API. */
  readonly serverErrors: readonly string[];
  readonly isFaithful: boolean;
}

const MAX_COMPLAINTS = 20;

/** The line of a round. */
export function lineOf(report: RoundReport): string {
  const { plan, broken, isTelling } = report;
  const verdict = broken.length > 0 ? '不符' : isTelling ? '通过' : '没有碰上未答的请求或待办任务,重做';
  return [
    `第 ${String(plan.number).padStart(3)} 轮  ${plan.fault.padEnd(13)} ${plan.phase === 'CHECK_IN' ? '签到时' : '签退时'}`,
    `请求 ${String(report.sends)}`,
    `故障时未答 ${String(report.openAtStrike)},其中再无回音 ${String(report.unanswered)},待办 ${String(report.openWork)}`,
    `重发 ${String(report.resent)}`,
    `负载中对账 ${String(report.samples)} 次`,
    `${(report.settledMs / 1_000).toFixed(1)} 秒后办完`,
    `累计已答 ${String(report.counts.acknowledged)}(凭码打卡 ${String(report.counts.byCode)})、拒绝 ${String(report.counts.refused)}、未知 ${String(report.counts.unknown)}`,
    `分录 ${String(report.totals.entries)}`,
    verdict,
    ...broken.slice(0, MAX_COMPLAINTS).map((complaint) => `\n    ${complaint}`),
  ].join('  ');
}

/** The table at the end, and one line that says it all. */
export function summaryOf(result: DrillResult, seed: number): string {
  const { rounds, journal, serverErrors, repeated } = result;
  const sum = (of: readonly RoundReport[], key: 'openAtStrike' | 'unanswered' | 'openWork' | 'resent'): number =>
    of.reduce((total, report) => total + report[key], 0);
  const kinds = [...new Set(rounds.map(({ plan }) => plan.fault))].sort();
  const table = kinds.map((kind) => {
    const of = rounds.filter(({ plan }) => plan.fault === kind);
    const longestMs = Math.max(...of.map(({ settledMs }) => settledMs));
    return `| ${kind.padEnd(13)} | ${[of.length, sum(of, 'openAtStrike'), sum(of, 'unanswered'), sum(of, 'openWork'), sum(of, 'resent')].map((n) => String(n).padStart(6)).join(' | ')} | ${(longestMs / 1_000).toFixed(1).padStart(6)} | ${of.some(({ broken }) => broken.length > 0) ? '不符' : '通过'} |`;
  });
  const all = rounds.flatMap(({ broken }) => broken);
  const count = (mark: string): number => all.filter((complaint) => complaint.startsWith(mark)).length;
  return [
    '',
    '| 故障          | 轮数   | 未答   | 无回音 | 待办   | 重发   | 办完秒 | 结果 |',
    '|---------------|--------|--------|--------|--------|--------|--------|------|',
    ...table,
    '',
    ...(serverErrors.length > 0 ? [`500 的回答 ${String(serverErrors.length)} 个,例如:${serverErrors[0] ?? ''}`] : []),
    [
      `drill seed=${String(seed)} rounds=${String(rounds.length)} repeated=${String(repeated)}`,
      `operations=${String(journal.size)} acknowledged=${String(journal.count('ACKNOWLEDGED'))}`,
      `refused=${String(journal.count('REFUSED'))} unknown=${String(journal.count('UNKNOWN'))}`,
      `unanswered=${String(sum(rounds, 'unanswered'))} lost=${String(count('LOST'))}`,
      `duplicated=${String(count('DUPLICATED'))} refused-but-present=${String(count('REFUSED BUT'))}`,
      `broken=${String(all.length)} http500=${String(serverErrors.length)}`,
    ].join(' '),
  ].join('\n');
}
