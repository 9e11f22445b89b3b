import { v7 } from 'uuid';
import { CloseShift } from '../../../src/service/activities';
import { type PunchReceipt, ShowCode } from '../../../src/service/attendance';
import { systemActor } from '../../../src/platform/foundation/actor/actor';
import type { SignedIn } from '../../builders/people.builder';
import { at, type HeldShift, ServiceBuilder } from '../../builders/service.builder';
import { bootApp, type BootedApp } from '../../support/boot-app';

describe('the rotating QR code', () => {
  let booted: BootedApp;
  let street: ServiceBuilder;
  let person: SignedIn & { volunteerId: string };
  let shift: HeldShift;

  beforeAll(async () => {
    booted = await bootApp({ role: 'api', env: { PUBLIC_URL: 'https://ledger.example.cn/' } });
    street = await ServiceBuilder.on(booted);
  });
  afterAll(async () => booted.close());
  beforeEach(async () => {
    person = await street.people.signedInVolunteer(street.tree.unit.id);
    shift = await street.shift('09:00', '11:00', { title: '<巡河>' });
    await street.signUp(shift, person.volunteerId);
    booted.setNow(new Date(at('09:00')));
  });

  async function linkOf(direction: 'IN' | 'OUT' = 'IN', shiftId = shift.shiftId): Promise<string> {
    return (await booted.get(ShowCode).execute(systemActor('test'), shiftId, direction)).link;
  }

  async function open(link: string) {
    const response = await fetch(`${booted.url}${new URL(link).pathname}`);
    const html = await response.text();
    return { response, html, ticket: /data-ticket="([^"]+)"/.exec(html)?.[1] ?? '' };
  }

  async function send(ticket: string, token = person.token, deviceSentAt?: string) {
    const response = await fetch(`${booted.url}/api/v1/me/scans`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ ticket, ...(deviceSentAt !== undefined && { deviceSentAt }) }),
    });
    return { status: response.status, body: (await response.json()) as PunchReceipt & { code?: string } };
  }

  it('is an https link that opens a page, which says what it is about and runs nothing but its own script', async () => {
    const link = await linkOf();
    expect(link).toMatch(/^https:\/\/ledger\.example\.cn\/p\/[0-9a-f-]{36}\/IN\/[\w-]{22}$/);
    const { response, html, ticket } = await open(link);
    expect(response.status).toBe(200);
    expect(html).toContain('&#60;巡河&#62;');
    expect(response.headers.get('content-security-policy')).toMatch(/default-src 'none'; script-src 'nonce-[^']+'/);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(ticket).not.toBe('');
  });

  it('survives a sign-in of four minutes, and the punch counts from the scan', async () => {
    const { ticket } = await open(await linkOf());
    booted.setNow(new Date(new Date(at('09:04')).getTime()));
    const { status, body } = await send(ticket);
    expect(status).toBe(201);
    expect(body.punchedAt).toBe(new Date(at('09:00')).toISOString());
  });

  it('works once per person and direction: again and again the same receipt, even after the check-out', async () => {
    const link = await linkOf();
    const first = await send((await open(link)).ticket, person.token, at('09:00'));
    booted.setNow(new Date(new Date(at('09:00')).getTime() + 20_000));
    const again = (await open(link)).ticket;
    const answers = await Promise.all(Array.from({ length: 10 }, () => send(again, person.token, at('09:01'))));
    for (const answer of answers) expect(answer).toEqual(first);
    expect((await send((await open(await linkOf('OUT'))).ticket)).status).toBe(201);
    expect(await send(again)).toEqual(first);
    expect(await street.count('punch', person.volunteerId)).toBe(2);
    const { body } = await send((await open(await linkOf('OUT'))).ticket);
    expect(body).toMatchObject({ direction: 'OUT' });
  });

  it.each([
    [
      'a code that is not the one on the screen',
      async () => (await linkOf()).replace(/.$/, (c) => (c === 'A' ? 'B' : 'A')),
    ],
    ['the code of the other direction', async () => (await linkOf('OUT')).replace('/OUT/', '/IN/')],
    ['an unknown shift', async () => (await linkOf()).replace(shift.shiftId, v7())],
    ['no shift at all', async () => (await linkOf()).replace(shift.shiftId, '%00')],
    ['no direction', async () => (await linkOf()).replace('/IN/', '/in/')],
  ])('%s opens a page that says what to do', async (_, linkFor) => {
    const { response, html, ticket } = await open(await linkFor());
    expect([404, 410]).toContain(response.status);
    expect(html).toContain('没有打卡');
    expect(ticket).toBe('');
  });

  it('of the screen two minutes ago opens nothing', async () => {
    const link = await linkOf();
    booted.setNow(new Date(at('09:02')));
    expect((await open(link)).response.status).toBe(410);
  });

  /** In the order of precedence: of several reasons the first is the answer. Nothing is written in any of them. */
  it.each([
    ['SCAN_TICKET_INVALID', async () => send(`${(await open(await linkOf())).ticket.slice(0, -3)}AAA`)],
    [
      'SCAN_TICKET_EXPIRED',
      async () => {
        const { ticket } = await open(await linkOf());
        booted.setNow(new Date(at('09:05')));
        return send(ticket);
      },
    ],
    [
      'PUNCH_SHIFT_CLOSED',
      async () => {
        const { ticket } = await open(await linkOf());
        await booted.get(CloseShift).execute(street.context(), { shiftId: shift.shiftId });
        return send(ticket);
      },
    ],
    [
      'NOT_SIGNED_UP',
      async () => {
        const stranger = await street.people.signedInVolunteer(street.tree.unit.id);
        return send((await open(await linkOf())).ticket, stranger.token);
      },
    ],
    [
      'PUNCH_TOO_EARLY',
      async () => {
        booted.setNow(new Date(at('08:29')));
        return send((await open(await linkOf())).ticket);
      },
    ],
    ['CHECK_IN_MISSING', async () => send((await open(await linkOf('OUT'))).ticket)],
  ])('%s', async (code, attempt) => {
    const before = await street.count('punch', person.volunteerId);
    expect((await attempt()).body.code).toBe(code);
    expect(await street.count('punch', person.volunteerId)).toBe(before);
  });

  it('is drawn for the screen of whoever runs the shift, and for nobody else', async () => {
    const draw = (token: string) =>
      fetch(`${booted.url}/api/v1/shifts/${shift.shiftId}/code.svg?direction=IN`, {
        headers: { authorization: `Bearer ${token}` },
      });
    const worker = await street.people.staff('COMMUNITY_WORKER', street.tree.community.id);
    const drawn = await draw(worker.token);
    expect(drawn.headers.get('content-type')).toContain('image/svg+xml');
    expect(Number(drawn.headers.get('refresh'))).toBeLessThanOrEqual(30);
    expect(await drawn.text()).toContain('<svg');
    expect((await draw(person.token)).status).toBe(404);
  });

  it('is refused to somebody without a volunteer', async () => {
    const worker = await street.people.staff('COMMUNITY_WORKER', street.tree.community.id);
    const { status } = await send((await open(await linkOf())).ticket, worker.token);
    expect(status).toBe(403);
  });
});
