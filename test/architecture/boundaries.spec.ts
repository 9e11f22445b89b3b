import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const root = path.resolve(__dirname, '../..');

interface LintResult {
  filePath: string;
  messages: { ruleId: string | null; message: string }[];
}

/** Lints planted files; eslint exits with 1 where it finds something, which is what we want here. */
async function lint(files: readonly string[]): Promise<LintResult[]> {
  const args = [
    'node_modules/eslint/bin/eslint.js',
    '--config',
    'config/eslint.config.mjs',
    '--format',
    'json',
    ...files,
  ];
  const { stdout } = await run(process.execPath, args, { cwd: root, maxBuffer: 1 << 26 }).catch(
    (error: unknown) => error as { stdout: string },
  );
  return JSON.parse(stdout) as LintResult[];
}

/** Each fence with a line that must not pass: where it is planted, what it says, which rule must see it. */
const planted = [
  ['src/kernel', "export { UnitOfWork } from '../../platform/data/database/unit-of-work';", 'boundaries/dependencies'],
  [
    'src/platform/data/database',
    "export { DivisionsModule } from '../../../../place/divisions';",
    'boundaries/dependencies',
  ],
  [
    'src/place/divisions/domain',
    "export { UnitOfWork } from '../../../../platform/data/database/unit-of-work';",
    'boundaries/dependencies',
  ],
  [
    'src/place/divisions/domain',
    "export { computeHours } from '../../../../service/service-hours/computing/domain/compute-hours';",
    'boundaries/dependencies',
  ],
  [
    'src/service/service-hours/records/application',
    "export { DivisionRepository } from '../../../../../place/divisions/persistence/division.repository';",
    'boundaries/dependencies',
  ],
  // Up, from every wing to the one above it.
  [
    'src/place/divisions/application',
    "export { VolunteersModule } from '../../../../people/volunteers';",
    'boundaries/dependencies',
  ],
  [
    'src/people/heads/application',
    "export { PointsModule } from '../../../../ledger/points';",
    'boundaries/dependencies',
  ],
  [
    'src/ledger/points/application',
    "export { AttendanceModule } from '../../../../service/attendance';",
    'boundaries/dependencies',
  ],
  [
    'src/service/openings/application',
    "export { SelectionsModule } from '../../../../recognition/selections';",
    'boundaries/dependencies',
  ],
  // Up, from every storey of the platform to the one above it.
  [
    'src/platform/foundation/clock',
    "export { UnitOfWork } from '../../../data/database/unit-of-work';",
    'boundaries/dependencies',
  ],
  [
    'src/platform/data/audit',
    "export { httpErrors } from '../../../delivery/http/http-errors';",
    'boundaries/dependencies',
  ],
  [
    'src/platform/delivery/http',
    "export { ActorSource } from '../../../security/identity/actor-source';",
    'boundaries/dependencies',
  ],
  [
    'src/platform/security/identity',
    "export { createApplication } from '../../../operations/boot/application';",
    'boundaries/dependencies',
  ],
  // Round, between rooms of one storey.
  [
    'src/platform/security/identity',
    "export { Decisions } from '../../../security/decisions';",
    'boundaries/dependencies',
  ],
  ['src/platform/data/database', "export { AuditLog } from '../../audit/audit-log';", 'boundaries/dependencies'],
  ['src/platform/delivery/http', "export { migrations } from '../../../../../migrations';", 'boundaries/dependencies'],
  // Sub-rooms: past a door, up, past the door of the room, and rules by the door that knows the framework.
  [
    'src/service/attendance/scan/application',
    "export { PunchDesk } from '../../../punching/application/punch-desk';",
    'boundaries/dependencies',
  ],
  [
    'src/service/attendance/punching/application',
    "export { ScanModule } from '../../../scan';",
    'boundaries/dependencies',
  ],
  [
    'src/service/service-hours/computing/application',
    "export { ObjectionsModule } from '../../../objections';",
    'boundaries/dependencies',
  ],
  [
    'src/people/volunteers/person/application',
    "export { VolunteerSearchModule } from '../../../search';",
    'boundaries/dependencies',
  ],
  [
    'src/service/late-entries/application',
    "export { PunchingModule } from '../../../attendance/punching';",
    'boundaries/dependencies',
  ],
  ['src/service/attendance/scan/domain', "export { punchWindow } from '../../../punching';", 'boundaries/dependencies'],
  ['src/place/divisions/domain', "export { DataSource } from 'typeorm';", 'no-restricted-imports'],
  ['src/place/divisions/domain', 'export const now = Date.now();', 'no-restricted-properties'],
  ['src/place/divisions/domain', 'export const now = new Date();', 'no-restricted-syntax'],
] as const;

describe('the fences between the rooms', () => {
  it('are tried on files that are there', () => {
    const aims = planted.flatMap(([folder, line]) => {
      const named = /'(\.[^']+)'/.exec(line)?.[1];
      return named === undefined ? [] : [path.join(root, folder, 'canary', named)];
    });
    expect(aims.filter((aim) => !existsSync(`${aim}.ts`) && !existsSync(path.join(aim, 'index.ts')))).toEqual([]);
  });

  it('refuse what must not pass', async () => {
    const folders: string[] = [];
    try {
      const files = await Promise.all(
        planted.map(async ([folder, line]) => {
          // A canary in a folder of its own: nothing imports it, and it is gone after the test.
          const own = await mkdtemp(path.join(root, folder, 'canary-')).catch(async () => {
            const parent = path.join(root, path.dirname(folder));
            return mkdtemp(path.join(parent, 'canary-'));
          });
          folders.push(own);
          const file = path.join(own, 'planted.ts');
          await writeFile(file, `${line}\n`);
          return file;
        }),
      );
      const results = await lint(files);
      const seen = files.map((file, index) => ({
        line: planted[index]![1],
        rule: results
          .find((result) => result.filePath === file)
          ?.messages.map((message) => message.ruleId)
          .find((ruleId) => ruleId === planted[index]![2]),
      }));
      expect(seen).toEqual(planted.map(([, line, rule]) => ({ line, rule })));
    } finally {
      await Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true })));
    }
  }, 120_000);
});
