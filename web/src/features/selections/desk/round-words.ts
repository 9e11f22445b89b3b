import type { PathStep } from '../../../kit/desk/path-step';
import type { Line, Round } from './rounds';

/** 依据 → 冻结 → 核对 → 评议定稿 → 报告. */
export function stepsOf(status: Round['status'], isVerified: boolean): readonly PathStep[] {
  const names = ['依据', '冻结', '核对', '评议定稿', '报告'];
  const at = { DRAFT: 1, COMMITTEE: isVerified ? 3 : 2, CONFIRMED: 4, CANCELLED: -1 }[status];
  return names.map((name, index) => ({ name, state: index < at ? 'done' : index === at ? 'now' : 'later' }));
}

/** Why somebody with a place is not on the list, from what the sheet itself shows; null for who is, or has no place. */
export function whyNotProposed(line: Line, sheet: readonly Line[]): string | null {
  if (line.isProposed || !line.isEligible) return null;
  const rivals = sheet.filter((one) => one.role === line.role && one.communityId === line.communityId);
  const proposed = rivals.filter(({ isProposed }) => isProposed);
  const eligible = rivals.filter(({ isEligible }) => isEligible).length;
  if (proposed.length === 0) return `${line.communityName}有资格的 ${eligible} 人，这一轮没有分到名额。`;
  const places = proposed.map(({ place }) => place).join('、');
  const last = proposed.at(-1);
  const gap = (last?.totalHundredths ?? 0) - (line.totalHundredths ?? 0);
  const behind =
    gap > 0 ? `比其中最后一位少 ${(gap / 100).toFixed(2)} 分。` : '与其中最后一位总分相同，按先后的规则排在后面。';
  return `${line.communityName}有资格的 ${eligible} 人，名额 ${proposed.length} 个，已由第 ${places} 名占满。${behind}`;
}
