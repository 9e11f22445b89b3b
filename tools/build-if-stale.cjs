/**
 * Builds dist/ when it is missing or older than what it is made from; otherwise costs some milliseconds. The stamp is
 * written after a whole build, so a build that was cut off is done again.
 */
const { execFileSync } = require('node:child_process');
const { readdirSync, statSync, utimesSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

const root = join(__dirname, '..');
const stamp = join(root, 'dist', '.built');
const sources = [
  'src',
  'migrations',
  'config/build.swcrc',
  'tools/bundle',
  'nest-cli.json',
  'package.json',
  'package-lock.json',
];

/** Time of the newest change below a path; deleted files show as a change of their folder. */
function newestChangeMs(path) {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) return 0;
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => newestChangeMs(join(path, name))));
}

const builtAtMs = statSync(stamp, { throwIfNoEntry: false })?.mtimeMs ?? 0;
if (Math.max(...sources.map((source) => newestChangeMs(join(root, source)))) > builtAtMs) {
  process.stdout.write('正在构建……\n');
  const startedAt = new Date();
  const nest = require.resolve('@nestjs/cli/bin/nest.js', { paths: [root] });
  try {
    for (const step of [[nest, 'build'], [join(__dirname, 'bundle/servers.cjs')]]) {
      execFileSync(process.execPath, step, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
    }
  } catch {
    process.stderr.write('构建失败,服务没有启动。请看上面的提示;缺少依赖时先执行 npm ci。\n');
    process.exit(1);
  }
  // What was saved while the build ran is built next time.
  writeFileSync(stamp, startedAt.toISOString());
  utimesSync(stamp, startedAt, startedAt);
}
