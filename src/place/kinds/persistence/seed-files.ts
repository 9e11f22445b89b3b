import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { projectRoot } from '../../../platform/foundation/config/project-root';
import { KIND_CODE } from '../domain/kind-change';

const kindSchema = z.strictObject({ code: z.string().regex(KIND_CODE), name: z.string().min(1).max(20) });
const categorySchema = kindSchema.extend({ isService: z.boolean() });

function read(name: string): unknown {
  return JSON.parse(readFileSync(join(projectRoot(), 'config', 'kinds', `${name}.default.json`), 'utf8'));
}

/** The kinds that come with the application, in the order of its lists. @throws ZodError where a file cannot be read so */
export function readKindSeeds() {
  return {
    categories: z.array(categorySchema).parse(read('activity-categories')),
    teamKinds: z.array(kindSchema).parse(read('team-kinds')),
  };
}
