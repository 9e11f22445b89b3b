import { z } from 'zod';
import { type LocalDay, localDayOf } from '../../../kernel/local-day';
import { beyondLimits } from '../domain/policy-limits';
import { policyErrors } from '../errors';
import { type PolicyHead, policyKind, type PolicyKindName } from '../policy-kind';

const MAX_PROBLEMS = 20;
const chinese = z.locales.zhCN().localeError;

/**
 * Reads what is to be published by the schema of its kind, and holds it to the kind's floors and ceilings.
 *
 * @throws POLICY_KIND_UNUSED, POLICY_INVALID
 */
export function readPolicy(name: PolicyKindName, body: unknown, options: { readonly isPractice: boolean }): PolicyHead {
  const kind = policyKind(name);
  if (!kind) throw policyErrors.refuse('POLICY_KIND_UNUSED', { field: 'kind' });
  const parsed = kind.schema.safeParse(body, { error: chinese });
  if (!parsed.success) {
    throw invalid(
      parsed.error.issues.map(({ path, message }) => `${['body', ...path.map(String)].join('.')}:${message}`),
    );
  }
  const beyond = beyondLimits(parsed.data, kind.limits, options);
  if (beyond.length > 0) {
    throw invalid(beyond.map(({ path, min, max }) => `body.${path}:须在 ${String(min)} 到 ${String(max)} 之间`));
  }
  return parsed.data;
}

/**
 * A rule works forward only: from the day after it is decided; in practice from the day itself.
 *
 * @throws POLICY_NOT_FORWARD
 */
export function requireForward(effectiveFrom: LocalDay, at: Date, options: { readonly isPractice: boolean }): void {
  const today = localDayOf(at.getTime());
  if (options.isPractice ? effectiveFrom >= today : effectiveFrom > today) return;
  throw policyErrors.refuse('POLICY_NOT_FORWARD', { field: 'body.effectiveFrom' });
}

function invalid(problems: readonly string[]) {
  return policyErrors.refuse('POLICY_INVALID', {
    field: 'body',
    details: { problems: problems.slice(0, MAX_PROBLEMS) },
  });
}
