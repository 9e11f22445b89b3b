import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { FIRST_ADMINISTRATORS, setupOf } from '../../drill/installation/open-street';
import { SendInvitation } from '../../src/platform/security/accounts/send-invitation';
import { UnitOfWork } from '../../src/platform/data/database/unit-of-work';
import { PeopleBuilder } from '../builders/people.builder';
import { type Account, faultsOf, inBrowser, openBrowser, WebStage } from '../support/browser';
import { buildServer, type SpawnedServer, spawnServer } from '../support/spawn-server';

/** From an empty folder to somebody who is signed in, by the address that the start prints. */
inBrowser('the first run', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'volunteer-ledger-first-run-'));
  let server: SpawnedServer;
  let browser: Browser;

  beforeAll(async () => {
    buildServer();
    server = await spawnServer({ dataDir, staysUnchosen: true, env: { HOST: '127.0.0.1' } });
    browser = await openBrowser();
  }, 180_000);

  afterAll(async () => {
    await browser.close();
    server.kill('SIGTERM');
    await server.exited;
    rmSync(dataDir, { recursive: true, force: true });
  });

  async function fillIn(page: Page, at: 'first' | 'second', index: 0 | 1, button: string): Promise<void> {
    const { displayName, username, password } = FIRST_ADMINISTRATORS[index];
    await page.fill(`#${at}-name`, displayName);
    await page.fill(`#${at}-username`, username);
    await page.fill(`#${at}-password`, password);
    await page.fill(`#${at}-again`, password);
    expect(await faultsOf(page)).toEqual([]);
    await page.click(`text=${button}`);
  }

  it('leads from the printed address over three steps to the first sign-in; the code leaves the address', async () => {
    const setup = setupOf(server.output());
    const page = await browser.newPage({ viewport: { width: 320, height: 640 }, isMobile: true, hasTouch: true });
    await page.goto(`${setup?.url ?? ''}/setup#${setup?.code ?? ''}`);
    await page.waitForSelector('#to-real');
    expect(await faultsOf(page)).toEqual([]);
    await page.click('#to-real');
    await page.waitForSelector('text=第 1 步，共 3 步');
    await page.fill('#street-name', '福镇街道');
    await page.fill('#district-name', '龙山区');
    await page.click('text=下一步');
    await fillIn(page, 'first', 0, '填好了');
    await page.click('text=我是第二位，开始填写');
    await fillIn(page, 'second', 1, '完成设置');
    await page.waitForSelector('#done-real', { state: 'visible' });
    expect(await page.innerText('#done-real')).toContain(FIRST_ADMINISTRATORS[1].username);
    expect(page.url()).not.toContain(setup?.code);
    await page.click('text=去登录');
    await page.fill('#username', FIRST_ADMINISTRATORS[0].username);
    await page.fill('#password', FIRST_ADMINISTRATORS[0].password);
    await page.click('#send-password');
    await page.waitForURL(/\/console$/);
    await page.waitForSelector(`text=${FIRST_ADMINISTRATORS[0].displayName}`);
    expect(await faultsOf(page)).toEqual([]);
    await page.close();
  });
});

inBrowser('practice', () => {
  let stage: WebStage;
  let resident: Account;
  let leader: Account;

  beforeAll(async () => {
    stage = await WebStage.set({ role: 'api', mode: 'PRACTICE' });
    resident = await stage.resident();
    const leading = await stage.resident();
    leader = leading;
    await stage.street.people.team(stage.street.tree.community.id, { leaderVolunteerId: leading.id });
    const accounts = [
      { ...resident, role: '居民', name: '王桂兰', phone: null, tip: '签到' },
      { ...leader, role: '服务队队长', name: '陆林', phone: null, tip: '点名' },
    ];
    await stage.booted.get(UnitOfWork).run(async (tx) => {
      for (const [place, account] of accounts.entries()) {
        const row = [place + 1, JSON.stringify(account)];
        await tx.query('insert into practice_account (place, account) values ($1, $2)', row);
      }
    });
  });

  afterAll(() => stage.close());

  it.each([
    ['王桂兰', '/m'],
    ['陆林', '/m/lead'],
  ])('%s is one tap away from the own work, with a line what to try', async (name, path) => {
    const page = await stage.device('small');
    await stage.open(page, '/practice');
    expect(await page.innerText('main')).toContain('试试：');
    expect(await faultsOf(page)).toEqual([]);
    await page.click(`text=以${name}进入`);
    await page.waitForURL(`${stage.proxy.url}${path}`);
    await page.waitForSelector('h1');
    expect(await page.innerText('body')).toContain('练习数据，不作证明');
  });

  it('an invitation leads to a password of the own, once, and to the first sign-in', async () => {
    const { people, tree } = stage.street;
    const clerk = await people.staff('COMMUNITY_WORKER', tree.community.id);
    const by = PeopleBuilder.actor('STREET_ADMIN', tree.street);
    const { link } = await stage.booted.get(SendInvitation).invite(by, clerk.userId);
    const { pathname, hash } = new URL(link ?? '');
    const page = await stage.device('small');
    await stage.open(page, pathname + hash);
    await page.fill('#password', 'better-horse-10');
    await page.fill('#again', 'better-horse-11');
    await page.tap('text=保存密码');
    await page.waitForSelector('text=两次输入的密码不一样');
    expect(await faultsOf(page)).toEqual([]);
    await page.fill('#again', 'better-horse-10');
    await page.tap('text=保存密码');
    await page.waitForSelector('h1:has-text("设置好了")');
    expect(await page.innerText('#done')).toContain(clerk.username);
    expect(page.url()).not.toContain(hash);
    await page.tap('text=去登录');
    await page.tap('#to-password');
    await page.fill('#username', clerk.username);
    await page.fill('#password', 'better-horse-10');
    await page.tap('#send-password');
    await page.waitForURL(/\/console$/);
    const late = await stage.device('phone');
    await stage.open(late, pathname + hash);
    await late.fill('#password', 'another-horse-11');
    await late.fill('#again', 'another-horse-11');
    await late.tap('text=保存密码');
    await late.waitForSelector('#error:not([hidden])');
    expect(await late.isVisible('#form')).toBe(false);
  });
});
