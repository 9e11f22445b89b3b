import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { LocalDay } from '../../../kernel/local-day';
import { localDaySchema } from '../../../kernel/local-day-schema';
import { projectRoot } from '../../../platform/foundation/config/project-root';
import { policyHeadSchema, policyKind, policyKindNames, type PolicyHead, type PolicyKindName } from '../policy-kind';
import type { CalendarDay } from './calendar.repository';

const calendarFileSchema = z.object({
  source: z.string().min(1),
  exceptions: z.array(z.object({ day: localDaySchema, isWorking: z.boolean(), label: z.string() })),
});

export interface PolicySeed extends PolicyHead {
  readonly kind: PolicyKindName;
  readonly effectiveFrom: LocalDay;
  /** The file as it is, checked by the schema of its kind. */
  readonly body: object;
}

/**
 * The default policies that come with the application: config/policies/<kind>.default.json.
 *
 * @throws ZodError where a file does not fit its rule: the application must not start with it.
 */
export function readPolicySeeds(): readonly PolicySeed[] {
  return policyKindNames.flatMap((kind) => {
    const file = join(projectRoot(), 'config', 'policies', `${kind.toLowerCase()}.default.json`);
    if (!existsSync(file)) return [];
    const body = z.looseObject({}).parse(JSON.parse(readFileSync(file, 'utf8')));
    const { version, effectiveFrom } = (policyKind(kind)?.schema ?? policyHeadSchema).parse(body);
    return [{ kind, version, effectiveFrom, body }];
  });
}

/** The working days that come with the application: config/calendar/<year>.json. */
export function readCalendarSeeds(): readonly CalendarDay[] {
  const folder = join(projectRoot(), 'config', 'calendar');
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder).filter((name) => /^\d{4}\.json$/.test(name));
  return files.flatMap((name) => {
    const { source, exceptions } = calendarFileSchema.parse(JSON.parse(readFileSync(join(folder, name), 'utf8')));
    return exceptions.map((exception) => ({ ...exception, source }));
  });
}
