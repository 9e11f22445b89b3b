import type { DemoProgress } from '../demo/demo-progress';
import type { DemoAccount } from '../demo/demo-world';
import type { INestApplicationContext } from '@nestjs/common';
import { PRACTICE_STREET, PracticeSeed } from '../place/setup';
import { StartupError } from '../platform/foundation/config/startup-error';
import { InstallationMode } from '../platform/data/installation';
import { seedDemo, type SeededDemo } from '../demo/seed-demo';
import { describeTotals } from '../demo/totals';
import { roles } from '../platform/foundation/actor/permissions';
import { ProgressBar } from './progress-bar';
import { say, withApplication } from './with-application';

/** Losing the last moments of a demo in a power cut does no harm. */
const SESSION_OPTIONS = '-c synchronous_commit=off';

/** Chooses practice where nobody has chosen yet. @throws StartupError where the installation is for real use, or was written. */
async function writeYear(app: INestApplicationContext, bar: ProgressBar): Promise<SeededDemo> {
  const seed = app.get(PracticeSeed, { strict: false });
  const mode = await app.get(InstallationMode, { strict: false }).look();
  if (mode === 'REAL') {
    throw new StartupError('这里是正式使用的系统，不能写入练习数据。请用 DATA_DIR 或 DATABASE_URL 换一个空的。');
  }
  if (mode === null) await seed.choose({ through: 'COMMAND', streetName: PRACTICE_STREET, wantsYear: true });
  let demo: SeededDemo | undefined;
  await seed.write(async (report) => {
    const onProgress = (progress: DemoProgress): void => {
      bar.show(progress);
      const { percent, label, detail } = progress;
      report.reach(percent, detail === null ? label : `${label}，${detail}`);
    };
    demo = await seedDemo({ get: (token) => app.get(token, { strict: false }) }, { onProgress });
    return demo.accounts;
  });
  if (!demo) throw new StartupError('这里的练习数据已经写好，或另一个进程正在写；不再重复。');
  return demo;
}

/** Fills the database of the environment with the whole demo street, showing how far it is. */
export async function seedStreet(): Promise<SeededDemo> {
  const startedAtMs = performance.now();
  const bar = new ProgressBar(process.stdout);
  const demo = await withApplication((app) => writeYear(app, bar), { sessionOptions: SESSION_OPTIONS });
  say(`演示数据已生成（${((performance.now() - startedAtMs) / 1_000).toFixed(1)} 秒）`);
  return demo;
}

/** Says what is in the demo, who may sign in, and what is worth trying first. */
export function introduce({ accounts, totals }: SeededDemo): void {
  say('');
  for (const line of describeTotals(totals)) say(`  ${line}`);
  say('');
  say('演示账号（仅用于演示，正式安装没有默认密码）：');
  const rest = restOf(accounts);
  for (const account of accounts) if (!rest.includes(account)) for (const line of linesOf(account)) say(line);
  if (rest.length === 0) return;
  say(`  其他社区各有两名工作者，密码相同：`);
  for (const role of new Set(rest.map((account) => account.role))) {
    const here = rest
      .filter((account) => account.role === role)
      .map(({ name, username }) => `${username ?? ''}（${name}）`);
    say(`      ${role}：${here.join('、')}`);
  }
}

function linesOf({ role, name, username, password, phone, tip }: DemoAccount): readonly string[] {
  const entry =
    username === null ? `手机 ${phone ?? ''}，验证码会显示在这个窗口` : `${username.padEnd(16)} ${password ?? ''}`;
  return [`  ${entry}   ${name}，${role}`, `      试试：${tip}`];
}

/** Workers beyond those of the first community: named, without a line of their own. */
function restOf(accounts: readonly DemoAccount[]): readonly DemoAccount[] {
  const workers = accounts.filter(({ role }) => role.startsWith(`${roles.COMMUNITY_WORKER}（`));
  return workers.filter(({ role }) => role !== workers[0]?.role);
}
