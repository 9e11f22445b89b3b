import { z } from 'zod';
import type { LocalDay } from '../../kernel/local-day';
import { localDaySchema } from '../../kernel/local-day-schema';
import type { PolicyLimits } from './domain/policy-limits';

export const policyKindNames = [
  'HOURS',
  'POINTS',
  'STARS',
  'SELECTION',
  'SIGNUP',
  'SIGNALS',
  'ATTENDANCE',
  'MANUAL',
  'GUARDIAN',
] as const;
export type PolicyKindName = (typeof policyKindNames)[number];

/** What every policy says about itself, whatever its kind. */
export interface PolicyHead {
  readonly version: string;
  readonly effectiveFrom: LocalDay;
}

/** A kind of policy and the schema of the rule that reads it. */
export interface PolicyKind<Body extends PolicyHead = PolicyHead> {
  readonly name: PolicyKindName;
  readonly schema: z.ZodType<Body>;
  /** Floors and ceilings of what is published; a version of before is read by the schema alone. */
  readonly limits: PolicyLimits;
  /** What residents read of it, one Chinese sentence per rule; a kind without is no business of theirs. */
  readonly sentencesOf?: PolicySentences;
}

/** What codes that stand in policies are called. */
export interface CodeNames {
  /** @returns the code itself where nobody knows it. */
  readonly category: (code: string) => string;
}
type PolicySentences<Body = unknown> = (body: Body, names: CodeNames) => readonly string[];

/** What a kind is called on pages and in notices. */
export const policyKindLabels: Readonly<Record<PolicyKindName, string>> = {
  HOURS: '时长',
  POINTS: '积分',
  STARS: '星级',
  SELECTION: '评选',
  SIGNUP: '报名',
  SIGNALS: '异常信号',
  ATTENDANCE: '考勤',
  MANUAL: '手工积分',
  GUARDIAN: '监护人短信确认',
};

/** The members that every kind has; used for kinds whose module is not part of the application. */
export const policyHeadSchema = z.looseObject({ version: z.string().min(1).max(40), effectiveFrom: localDaySchema });

const kinds = new Map<PolicyKindName, PolicyKind>();

/**
 * Declares which schema and which floors and ceilings a kind of policy has to fit. The module whose rule reads the
 * policy declares it, so that this module knows no rule.
 *
 * @throws Error where the kind is declared twice.
 */
export function definePolicyKind<Body extends PolicyHead>(
  name: PolicyKindName,
  schema: z.ZodType<Body>,
  limits: PolicyLimits,
  sentences?: PolicySentences<Body>,
): PolicyKind<Body> {
  if (kinds.has(name)) throw new Error(`policy kind ${name} is declared twice`);
  const said = sentences && {
    sentencesOf: (body: unknown, names: CodeNames) => sentences(schema.parse(body), names),
  };
  const kind: PolicyKind<Body> = { name, schema, limits, ...said };
  kinds.set(name, kind);
  return kind;
}

/** The declared kind, if a module of this application reads it. */
export function policyKind(name: PolicyKindName): PolicyKind | undefined {
  return kinds.get(name);
}
