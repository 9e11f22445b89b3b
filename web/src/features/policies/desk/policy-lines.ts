import { policyField } from '../../../words/policy';

/** One figure of a policy: where it stands, how it is said, and its value as people write it. */
export interface PolicyLine {
  readonly path: string;
  readonly label: string;
  readonly unit: string;
  /** Null: not limited. */
  readonly value: number | null;
}

type Body = Readonly<Record<string, unknown>>;
const KIND_WORDS: Readonly<Record<string, string>> = { TRAINING: '培训', SERVICE: '志愿服务' };

function placesIn(value: unknown, path: readonly string[]): readonly (readonly [string, number | null])[] {
  if (typeof value === 'number' || value === null) return [[path.join('.'), value]];
  if (typeof value !== 'object') return [];
  return Object.entries(value as object).flatMap(([key, one]) => placesIn(one, [...path, key]));
}

function wordsOf(path: string): (typeof policyField)[string] | undefined {
  return policyField[path] ?? policyField[path.replace(/\.\d+(?=\.|$)/g, '.*')];
}

/** What distinguishes a member of a list: the kind of activity of a rate, the name of a multiplier, the number of a star. */
function beginning(body: Body, path: string): string {
  const [list, index] = path.split('.');
  const members = body[list ?? ''];
  if (!Array.isArray(members)) return '';
  if (list === 'hoursPerStar') return `第 ${Number(index) + 1} `;
  const member = members[Number(index)] as { activityKind?: string; name?: string } | undefined;
  return `${member?.name ?? KIND_WORDS[member?.activityKind ?? ''] ?? '其他服务'}，`;
}

/** Every figure of a policy that has words, in the order of the policy. */
export function linesOf(body: Body): readonly PolicyLine[] {
  return placesIn(body, []).flatMap(([path, value]) => {
    const words = wordsOf(path);
    if (!words) return [];
    const [label, unit, scale = 1] = words;
    return [{ path, label: `${beginning(body, path)}${label}`, unit, value: value === null ? null : value / scale }];
  });
}

/** The policy with one figure replaced; the value is as people write it. */
export function withValue(body: Body, path: string, value: number | null): Body {
  const scale = wordsOf(path)?.[2] ?? 1;
  // A proxy of Vue's cannot be cloned otherwise; a policy is plain JSON.
  const next = JSON.parse(JSON.stringify(body)) as Record<string, unknown>;
  const steps = path.split('.');
  const last = steps.pop() ?? '';
  const parent = steps.reduce<Record<string, unknown>>((at, step) => at[step] as Record<string, unknown>, next);
  parent[last] = value === null ? null : Math.round(value * scale);
  return next;
}

/** points-2 after points-1; whatever ends without a number gets one. */
export function nextVersion(version: string, known: readonly string[]): string {
  const begin = version.replace(/-?\d+$/, '');
  let number = Number(/(\d+)$/.exec(version)?.[1] ?? '1');
  do number += 1;
  while (known.includes(`${begin}-${number}`));
  return `${begin}-${number}`;
}

/** A refusal of the service about one figure, in words: its places are those of the policy, its limits as stored. */
export function problemInWords(problem: string): string {
  if (problem.startsWith('body.dayCaps:')) return '一天的三个上限要依次变大：自动认定、社区批准、核实。';
  if (/^body\.weights\.[A-Z_]+:/.test(problem)) return '每一种三长的各项权重合计要等于 100。';
  const found = /^body\.([^:：]+)[:：](.*)$/.exec(problem);
  const words = found && wordsOf(found[1] ?? '');
  if (!found || !words) return '有一项填得不对，请再核对。';
  const [label, , scale = 1] = words;
  return `${label}：${(found[2] ?? '').replace(/\d+/g, (digits) => String(Number(digits) / scale))}`;
}
