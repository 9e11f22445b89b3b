/** `npm run tamper -- --count 10000`: the tamper test with so many random mutations (default 10,000), and forged inserts. */
const { spawnSync } = require('node:child_process');
const { parseArgs } = require('node:util');

const { values } = parseArgs({ options: { count: { type: 'string', default: '10000' } } });
if (!/^[1-9]\d{0,6}$/.test(values.count)) {
  process.stderr.write(`--count 须是 1 到 9999999 的整数,给的是 ${values.count}。\n`);
  process.exit(1);
}
const jest = require.resolve('jest/bin/jest');
const parameters = [
  jest,
  '--config',
  'config/jest.config.cjs',
  '--runInBand',
  'test/integration/ledger/evidence-tamper.spec.ts',
  // And what the application's own role may insert: refused, or named by the audit.
  'test/integration/nobody-alone/08-database-role.spec.ts',
];
const { status } = spawnSync(process.execPath, parameters, {
  stdio: 'inherit',
  env: { ...process.env, TAMPER_COUNT: values.count },
});
process.exit(status ?? 1);
