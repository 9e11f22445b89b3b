import { UnitOfWork } from '../../src/platform/data/database/unit-of-work';
import { bootApp, type BootedApp } from '../support/boot-app';

const STAMP = '练习数据，不作证明';
const PAGES = ['/sign-in', '/invitation', '/kiosk', '/setup', '/verify/AAAA-BBBB'];

describe('the pages of an installation', () => {
  let practice: BootedApp;
  let real: BootedApp;

  beforeAll(async () => {
    practice = await bootApp({ role: 'api', mode: 'PRACTICE' });
    real = await bootApp({ role: 'api' });
    await practice.get(UnitOfWork).run((tx) =>
      tx.query('insert into practice_account (place, account) values (1, $1)', [
        JSON.stringify({
          ...{ role: '街道管理员', name: '张<b>晓红', username: 'zhang.xiaohong', password: 'Zhiyuan-2026' },
          ...{ phone: null, tip: '审核登记' },
        }),
      ]),
    );
  });

  afterAll(async () => {
    await practice.close();
    await real.close();
  });

  const pageOf = async (booted: BootedApp, path: string): Promise<string> =>
    (await fetch(`${booted.url}${path}`, { headers: { accept: 'text/html' } })).text();

  it.each(PAGES)('%s says that it is practice, and only where it is', async (path) => {
    const page = await pageOf(practice, path);
    expect(page).toContain('<html');
    expect(page).toContain(`role="note">${STAMP}</p>`);
    expect(await pageOf(real, path)).not.toContain(`role="note">${STAMP}`);
  });

  it('lists the practice accounts, and does not know the address where it is real', async () => {
    const page = await pageOf(practice, '/practice');
    expect(page).toContain('zhang.xiaohong');
    expect(page).toContain('张&#60;b&#62;晓红');
    expect(page).toContain(STAMP);
    expect((await fetch(`${real.url}/practice`)).status).toBe(404);
  });

  it('takes no practice accounts where it is real, whoever writes them', async () => {
    const written = real
      .get(UnitOfWork)
      .run((tx) => tx.query(`insert into practice_account (place, account) values (1, '{}')`));
    await expect(written).rejects.toMatchObject({ driverError: { code: 'VL001' } });
  });
});
