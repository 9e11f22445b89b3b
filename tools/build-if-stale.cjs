/**
 * Builds dist/ and web/dist/ where they are missing or older than what they are made from; otherwise costs some
 * milliseconds. A stamp is written after a whole build, so a build that was cut off is done again.
 */
const { spawn } = require('node:child_process');
const { mkdirSync, readdirSync, statSync, utimesSync, writeFileSync } = require('node:fs');
const { dirname, join } = require('node:path');

const root = join(__dirname, '..');
const shared = ['package.json', 'package-lock.json'];

/** The service and the web are built side by side: neither needs the other. */
const builds = [
  {
    stamp: 'dist/.built',
    sources: ['src', 'migrations', 'config/build.swcrc', 'tools/bundle', 'nest-cli.json', ...shared],
    steps: [[require.resolve('@nestjs/cli/bin/nest.js', { paths: [root] }), 'build'], ['tools/bundle/servers.cjs']],
  },
  {
    stamp: 'web/dist/.built',
    sources: ['web/src', 'web/public', 'web/phone.html', 'web/console.html', 'web/vite.config.mts', ...shared],
    steps: [
      [
        join(dirname(require.resolve('vite/package.json', { paths: [root] })), 'bin/vite.js'),
        'build',
        '--config',
        'web/vite.config.mts',
        '--logLevel',
        'error',
      ],
    ],
  },
];

/** Time of the newest change below a path; deleted files show as a change of their folder. */
function newestChangeMs(path) {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) return 0;
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => newestChangeMs(join(path, name))));
}

function isStale({ stamp, sources }) {
  const builtAtMs = statSync(join(root, stamp), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  return Math.max(...sources.map((source) => newestChangeMs(join(root, source)))) > builtAtMs;
}

function run(step) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, step, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
    child.on('error', reject);
    child.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`${step[0]} ended with ${code}`))));
  });
}

async function build({ stamp, steps }) {
  const startedAt = new Date();
  for (const step of steps) await run(step);
  const file = join(root, stamp);
  mkdirSync(dirname(file), { recursive: true });
  // What was saved while the build ran is built next time.
  writeFileSync(file, startedAt.toISOString());
  utimesSync(file, startedAt, startedAt);
}

const stale = builds.filter(isStale);
if (stale.length > 0) {
  process.stdout.write('正在构建……\n');
  Promise.all(stale.map(build)).catch(() => {
    process.stderr.write('构建失败，服务没有启动。请看上面的提示；缺少依赖时先执行 npm ci。\n');
    process.exit(1);
  });
}
