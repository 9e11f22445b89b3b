/**
 * The libraries as one file for the tests. Jest gives every test file modules of its own, so each of some hundred files
 * would find, read and compile the same 2,300 files of libraries again, 0.4 s of processor time more. Made again when
 * package-lock.json or what stands here changes, in some seconds.
 */
const { execFileSync } = require('node:child_process');
const { createHash } = require('node:crypto');
const { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } = require('node:fs');
const { dirname, join } = require('node:path');
const { options, root } = require('./options.cjs');

/** By the names under which our code and the libraries that stay outside ask for them. */
const LIBRARIES = [
  '@bull-board/api',
  '@bull-board/api/bullMQAdapter',
  '@fastify/cookie',
  '@fastify/multipart',
  '@nestjs/common',
  '@nestjs/common/constants',
  '@nestjs/core',
  '@nestjs/jwt',
  '@nestjs/passport',
  '@nestjs/platform-fastify',
  '@nestjs/swagger',
  '@nestjs/terminus',
  '@nestjs/throttler',
  '@nestjs/typeorm',
  'bullmq',
  'class-transformer',
  'class-validator',
  'fastify',
  'helmet',
  'ioredis',
  'nestjs-pino',
  'otpauth',
  'passport',
  'passport-jwt',
  'pg',
  'pino',
  'pino-http',
  'rxjs',
  'rxjs/operators',
  'typeorm',
  'zod',
];

const home = join(root, 'node_modules/.cache/test-libraries');
const bundleOf = (folder) => join(folder, 'libraries.cjs');
const doorOf = (folder, name) => join(folder, 'doors', `${name}.cjs`);

/**
 * For jest's moduleNameMapper; makes the bundle if there is none of this state.
 *
 * @returns {Record<string, string>}
 */
function testLibraries() {
  const state = createHash('sha256');
  for (const file of [join(root, 'package-lock.json'), join(__dirname, 'options.cjs'), __filename]) {
    state.update(readFileSync(file));
  }
  const folder = join(home, state.digest('hex').slice(0, 16));
  if (!existsSync(folder))
    execFileSync(process.execPath, [__filename, folder], { stdio: ['ignore', 'ignore', 'inherit'] });
  const names = LIBRARIES.map((name) => name.replaceAll('.', '\\.')).join('|');
  return { [`^(${names})$`]: doorOf(folder, '$1') };
}

/** Under a draft name first: runs that begin at once do not read each other's halves. */
async function make(folder) {
  const draft = `${folder}.${process.pid}`;
  rmSync(draft, { recursive: true, force: true });
  const entries = LIBRARIES.map((name) => `${JSON.stringify(name)}: () => require(${JSON.stringify(name)}),`);
  await require('esbuild').build({
    ...options,
    stdin: { contents: `module.exports = { ${entries.join('\n')} };`, resolveDir: root },
    outfile: bundleOf(draft),
    external: [...options.external, 'reflect-metadata'],
  });
  for (const name of LIBRARIES) {
    const door = doorOf(draft, name);
    const back = '../'.repeat(name.split('/').length);
    mkdirSync(dirname(door), { recursive: true });
    writeFileSync(door, `module.exports = require('${back}libraries.cjs')[${JSON.stringify(name)}]();\n`);
  }
  rmSync(folder, { recursive: true, force: true });
  renameSync(draft, folder);
}

module.exports = { testLibraries };

if (require.main === module) make(process.argv[2]).catch(() => process.exit(1));
