import { Client } from 'pg';
import { UnitOfWork } from '../../../src/platform/data/database/unit-of-work';
import { InstallationMode, type Mode } from '../../../src/platform/data/installation';
import { bootApp, type BootedApp } from '../../support/boot-app';
import { bySystem } from '../../support/system';
import { UserAccounts } from '../../../src/platform/security/accounts/user-accounts';

const APPEND_ONLY = 'VL001';
const PERMISSION_DENIED = '42501';

describe('what an installation is for', () => {
  let booted: BootedApp | undefined;

  afterEach(async () => {
    await booted?.close();
    booted = undefined;
  });

  const choose = (mode: Mode): Promise<void> =>
    booted!
      .get(UnitOfWork)
      .run((tx) => booted!.get(InstallationMode).choose(tx, { mode, streetName: '福镇街道', through: 'COMMAND' }));

  async function inSql(): Promise<unknown> {
    return (await booted!.get(UnitOfWork).read('select is_practice() as answer'))[0];
  }

  it.each([
    ['REAL', false],
    ['PRACTICE', true],
    [null, false],
  ] as const)('%s: is practice: %s, in TypeScript and in SQL', async (mode, isPractice) => {
    booted = await bootApp({ role: 'api', mode });
    expect(await booted.get(InstallationMode).look()).toBe(mode);
    expect(booted.get(InstallationMode).isPractice).toBe(isPractice);
    expect(await inSql()).toEqual({ answer: isPractice });
  });

  it('is chosen once: of two at one moment one wins and the other is told', async () => {
    booted = await bootApp({ role: 'api', mode: null });
    const outcomes = await Promise.allSettled([choose('REAL'), choose('PRACTICE')]);
    const lost = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as unknown] : []));
    expect(lost).toMatchObject([{ code: 'INSTALLATION_CHOSEN' }]);
    await expect(choose('PRACTICE')).rejects.toMatchObject({ code: 'INSTALLATION_CHOSEN' });
  });

  it('cannot be changed by the application nor by the owner of the tables', async () => {
    booted = await bootApp({ role: 'api' });
    for (const [url, code] of [
      [booted.database.url, PERMISSION_DENIED],
      [booted.database.ownerUrl, APPEND_ONLY],
    ] as const) {
      const client = new Client(url);
      await client.connect();
      for (const sql of [
        "update installation set mode = 'PRACTICE'",
        'delete from installation',
        'truncate installation',
      ]) {
        await expect(client.query(sql)).rejects.toMatchObject({ code });
      }
      await client.end();
    }
  });

  it('does not become practice once somebody has an account', async () => {
    booted = await bootApp({ role: 'api', mode: null });
    await booted.get(UserAccounts).create(bySystem(), {
      username: 'somebody',
      password: 'a-good-password-26',
      displayName: '某人',
      grants: [],
    });
    await expect(choose('PRACTICE')).rejects.toMatchObject({ driverError: { code: APPEND_ONLY } });
    await choose('REAL');
  });
});
