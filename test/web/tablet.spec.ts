import type { Page } from 'playwright-core';
import { at, type HeldShift } from '../builders/service.builder';
import { eventually } from '../support/eventually';
import { type Account, faultsOf, inBrowser, WebStage } from '../support/browser';

const BATCHES = '/api/v1/kiosk/punch-batches';

/** A tablet at the door, from its link to the network that comes back. */
inBrowser('a tablet on the spot', () => {
  let stage: WebStage;
  let shift: HeldShift;
  let leader: Account;
  let tablet: Page;
  const people: { readonly id: string; readonly name: string; readonly tail: string }[] = [];

  beforeAll(async () => {
    stage = await WebStage.set({ role: 'api' });
    const { people: builder, tree } = stage.street;
    const leading = await stage.resident();
    leader = leading;
    const team = await builder.team(tree.community.id, { leaderVolunteerId: leading.id });
    shift = await stage.street.shift('09:00', '11:00', { teamId: team.id, checkInModes: ['CODE', 'KIOSK'] });
    for (const [name, tail] of [
      ['王秀英', '2468'],
      ['赵桂兰', '1357'],
    ] as const) {
      const { id } = await builder.volunteer(tree.unit.id, { name, phone: `1371111${tail}` });
      await stage.street.signUp(shift, id);
      people.push({ id, name, tail });
    }
    stage.itIs('09:00');
  });
  afterAll(() => stage.close());

  /** Types somebody in; the answer covers the page until it is tapped away. */
  async function told(index: 0 | 1, tail?: string): Promise<string> {
    const { name = '', tail: own = '' } = people[index] ?? {};
    await tablet.fill('#name', name);
    await tablet.fill('#tail', tail ?? own);
    await tablet.click('#send');
    await tablet.waitForSelector('#result:not([hidden])');
    const text = await tablet.innerText('#told');
    await tablet.click('#done');
    return text;
  }
  const punches = (index: 0 | 1) => stage.street.count('punch', people[index]?.id ?? '');

  it('is opened by the link that the leader makes, and shows the code and a form', async () => {
    const phone = await stage.device('phone', leader);
    await stage.open(phone, `/m/lead/shifts/${shift.shiftId}/tablet`);
    await phone.click('text=生成平板链接');
    const link = new URL(await phone.inputValue('textarea'));
    tablet = await stage.device('desk');
    await stage.open(tablet, link.pathname + link.hash);
    await tablet.waitForSelector('#code:not([hidden])');
    expect(await tablet.innerText('#digits')).toMatch(/^\d{6}$/);
    expect(tablet.url()).not.toContain('#');
    for (const size of ['standard', 'elder', 'huge']) {
      expect([size, await tablet.getAttribute('html', 'data-text')]).toEqual([size, size]);
      expect(await faultsOf(tablet)).toEqual([]);
      await tablet.click('#text-size');
    }
  });

  it('takes whoever comes, by name and digits, and refuses whoever it does not know', async () => {
    expect(await told(0)).toMatch(/^✓ 王/);
    expect(await punches(0)).toBe(1);
    expect(await told(1, '0000')).not.toContain('✓');
    expect(await punches(1)).toBe(0);
  });

  it('keeps who comes without a network, over a restart, and sends it once when the network is back', async () => {
    stage.proxy.isCut = true;
    expect(await told(1)).toBe('已存在本机，联网后自动补传签到。');
    await tablet.waitForSelector('#offline:not([hidden])');
    await stage.open(tablet, '/kiosk');
    await tablet.waitForSelector('text=已在本机存了 1 条');
    expect(await punches(1)).toBe(0);
    stage.proxy.isCut = false;
    stage.booted.setNow(new Date(at('09:05')));
    await tablet.context().clock.setFixedTime(new Date(at('09:05')));
    await tablet.waitForSelector('#waiting', { state: 'hidden' });
    await tablet.waitForSelector('#code:not([hidden])');
    await eventually('the punch is there', async () => (await punches(1)) === 1);
    expect(stage.proxy.sentTo(BATCHES).filter(({ status }) => status === 200)).toHaveLength(1);
  });
});
