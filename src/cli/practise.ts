import type { INestApplicationContext } from '@nestjs/common';
import { seedOffice } from '../demo/seed-office';
import { PRACTICE_STREET, type PracticeAccount, PracticeSeed } from '../place/setup';
import { introduce, seedStreet } from './seed-street';
import { say, withApplication } from './with-application';

/**
 * Makes the environment's installation a practice street: with a year of data, or with nothing but divisions and the
 * accounts of the office.
 *
 * @throws INSTALLATION_CHOSEN where it is something already.
 */
export async function practise({ wantsYear }: { readonly wantsYear: boolean }): Promise<void> {
  // What is being written keeps the service shut until it is whole.
  await withApplication((app) =>
    app
      .get(PracticeSeed, { strict: false })
      .choose({ through: 'COMMAND', streetName: PRACTICE_STREET, wantsYear: true }),
  );
  if (wantsYear) {
    introduce(await seedStreet());
    return;
  }
  const accounts = await withApplication(writeOffice);
  say(`已设为练习：${PRACTICE_STREET}，没有一年的数据；公示期 0 天。工作人员的账号：`);
  for (const { name, role, username, password } of accounts) {
    say(`  ${(username ?? '').padEnd(16)} ${password ?? ''}   ${name}，${role}`);
  }
  say('下一步：npm start');
}

async function writeOffice(app: INestApplicationContext): Promise<readonly PracticeAccount[]> {
  let accounts: readonly PracticeAccount[] = [];
  await app.get(PracticeSeed, { strict: false }).write(async (report) => {
    report.reach(1, '区划和账号');
    accounts = await seedOffice({ get: (token) => app.get(token, { strict: false }) });
    return accounts;
  });
  return accounts;
}
