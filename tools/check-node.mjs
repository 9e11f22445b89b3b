/**
 * `npm run check:node` (or `-- 22 26`): the rules, one spec on a real database and a start, on Node versions other than the
 * one that runs here. Prints a line per version. Each Node comes from the npm package `node`, which is no dependency of
 * ours: npx keeps it in its cache.
 */
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const jest = createRequire(import.meta.url).resolve('jest/bin/jest');
const VERSIONS = ['22', '24'];
const START_LIMIT_MS = 120_000;
const TOLD_LINES = 60;

/** Where npx has put the program of a version. */
function programOf(version) {
  return execFileSync('npx', ['--yes', `node@${version}`, '-p', 'process.execPath'], {
    cwd: tmpdir(),
    encoding: 'utf8',
  }).trim();
}

/** Runs a program to its end. @returns what it printed; throws with the last lines of it where it fails. */
function run(program, parameters) {
  const child = spawn(program, parameters, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text));
  return new Promise((settle, fail) => {
    child.once('error', fail);
    child.once('close', (code) => (code === 0 ? settle(output) : fail(new Error(lastLines(output)))));
  });
}

const lastLines = (text) => text.trimEnd().split('\n').slice(-TOLD_LINES).join('\n');

/** Tests of a project whose file names match. @returns how many passed */
async function tests(program, project, pattern = []) {
  const output = await run(program, [
    jest,
    '--config',
    'config/jest.config.cjs',
    ...pattern,
    '--selectProjects',
    project,
  ]);
  const passed = /^Tests:.*?(\d+) passed/m.exec(output)?.[1];
  if (passed === undefined) throw new Error(`no test of ${project} ran\n${lastLines(output)}`);
  return Number(passed);
}

/** Starts the built service on an empty folder, asks whether it is ready, and stops it. @returns milliseconds to ready */
async function start(program) {
  const dataDir = mkdtempSync(join(tmpdir(), 'check-node-'));
  const { DATABASE_URL, DATABASE_OWNER_URL, REDIS_URL, ...env } = process.env;
  const child = spawn(program, ['--max-semi-space-size=64', 'dist/main.js'], {
    cwd: root,
    env: { ...env, PORT: '0', DATA_DIR: dataDir },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text));
  const ended = new Promise((settle) => child.once('close', (code, signal) => settle(code ?? signal)));
  const startedAtMs = performance.now();
  try {
    while (!(await isReady(/http:\/\/127\.0\.0\.1:\d+/.exec(output)?.[0]))) {
      if (child.exitCode !== null) throw new Error(`the service ended with ${child.exitCode}\n${lastLines(output)}`);
      if (performance.now() - startedAtMs > START_LIMIT_MS)
        throw new Error(`the service is not ready\n${lastLines(output)}`);
      await new Promise((settle) => setTimeout(settle, 100));
    }
    const readyMs = performance.now() - startedAtMs;
    child.kill('SIGTERM');
    const ending = await ended;
    if (ending !== 0) throw new Error(`the service did not stop in order: ${ending}\n${lastLines(output)}`);
    return readyMs;
  } finally {
    child.kill('SIGKILL');
    await ended;
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function isReady(address) {
  if (address === undefined) return false;
  return fetch(`${address}/health/ready`).then(
    ({ status }) => status === 200,
    () => false,
  );
}

const asked = process.argv.slice(2);
if (asked.some((version) => !/^\d+(\.\d+){0,2}$/.test(version))) {
  process.stderr.write('usage: npm run check:node -- [version ...], for example 22 24\n');
  process.exit(1);
}
for (const version of asked.length > 0 ? asked : VERSIONS) {
  try {
    const program = programOf(version);
    const name = execFileSync(program, ['--version'], { encoding: 'utf8' }).trim();
    const rules = await tests(program, 'rules');
    const posting = await tests(program, 'integration', ['ledger-posting.spec.ts']);
    const readyMs = await start(program);
    process.stdout.write(
      `Node ${name}: rules ${rules} passed, ledger-posting ${posting} passed, ready after ${(readyMs / 1000).toFixed(1)} s\n`,
    );
  } catch (error) {
    process.stdout.write(`Node ${version}: failed\n${error.message}\n`);
    process.exitCode = 1;
  }
}
