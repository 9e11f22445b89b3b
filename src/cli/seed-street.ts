import { seedDemo } from '../demo/seed-demo';
import { describeTotals } from '../demo/totals';
import { say, withApplication } from './with-application';

/** Losing the last moments of a demo in a power cut does no harm. */
const SESSION_OPTIONS = '-c synchronous_commit=off';

/** Fills the database of the environment with the whole demo street and says what is in it and who may sign in. */
export async function seedStreet(): Promise<void> {
  const startedAtMs = performance.now();
  const { accounts, totals } = await withApplication(
    (app) => seedDemo({ get: (token) => app.get(token, { strict: false }) }, { say }),
    { sessionOptions: SESSION_OPTIONS },
  );
  const seconds = ((performance.now() - startedAtMs) / 1_000).toFixed(1);
  say('');
  say(`演示数据已生成(${seconds} 秒)`);
  for (const line of describeTotals(totals)) say(`  ${line}`);
  say('');
  say('演示账号(仅用于演示,正式安装没有默认密码):');
  for (const { role, username, password } of accounts) say(`  ${username.padEnd(12)} ${password}   ${role}`);
}
