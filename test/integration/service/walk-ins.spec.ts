import { v7 } from 'uuid';
import { OwnNotices } from '../../../src/people/notices';
import { ReviewVolunteer } from '../../../src/people/volunteers';
import type { SignedIn } from '../../builders/people.builder';
import { at, ServiceBuilder, volunteerActor } from '../../builders/service.builder';
import { ApiClient } from '../../support/api-client';
import { bootApp, type BootedApp } from '../../support/boot-app';

/** A leader writes down somebody who has come without signing up, by name and the last digits of the phone. */
describe('walk-ins', () => {
  let booted: BootedApp;
  let street: ServiceBuilder;
  let leader: SignedIn & { readonly volunteerId: string };
  let leaderDigits: string;
  let shiftId: string;
  let count = 0;

  beforeAll(async () => {
    booted = await bootApp({ role: 'api' });
    street = await ServiceBuilder.on(booted);
  });
  afterAll(async () => booted.close());
  beforeEach(async () => {
    booted.setNow(new Date('2026-11-20T09:00:00+08:00'));
    leaderDigits = String(9000 + count);
    const phone = phoneEnding(leaderDigits);
    leader = await street.people.signedInVolunteer(street.tree.unit.id, { name: '陆带队', phone });
    const leaderVolunteerId = leader.volunteerId;
    const { id: teamId } = await street.people.team(street.tree.community.id, { leaderVolunteerId });
    ({ shiftId } = await street.shift('09:00', '11:00', { teamId }));
    booted.setNow(new Date(at('09:05')));
  });

  function phoneEnding(lastFour: string): string {
    count += 1;
    return `137${String(count).padStart(4, '0')}${lastFour}`;
  }
  const known = async (name: string, lastFour: string): Promise<string> =>
    (await street.people.volunteer(street.tree.unit.id, { name, phone: phoneEnding(lastFour) })).id;
  const add = async (name: string, phoneLastFour: string, punchId = v7(), who: SignedIn = leader) => {
    const headers = { authorization: `Bearer ${who.token}` };
    const body = { punchId, name, phoneLastFour };
    const answer = await new ApiClient(booted.url).call('POST', `/shifts/${shiftId}/walk-ins`, { headers, body });
    return { status: answer.status, body: answer.json<Record<string, unknown>>() };
  };

  it('stand on the roll at once, whatever the leader repeats; the person is told and may deny', async () => {
    const id = await known('王秀英', '1234');
    const punchId = v7();
    const first = await add('王秀英', '1234', punchId);
    expect(first).toMatchObject({ status: 201, body: { punchId, volunteerId: id } });
    expect(Object.keys(first.body).sort()).toEqual(['message', 'punchId', 'punchedAt', 'status', 'volunteerId']);
    expect(await add('王秀英', '1234', punchId)).toEqual(first);
    expect(await street.count('punch', id)).toBe(1);
    const { items } = await booted.get(OwnNotices).page(volunteerActor(id), {});
    expect(items).toMatchObject([{ kind: 'CALLED_PRESENT', action: { operation: 'replyToCall', shiftId } }]);
  });

  it('are refused with one answer: unknown, wrong digits, two of the name, not on the register any more', async () => {
    await known('李建国', '1111');
    await known('赵敏', '2222');
    await known('赵敏', '2222');
    const suspended = await known('孙停', '3333');
    const decision = {
      volunteerId: suspended,
      expectedVersion: 2,
      decision: 'SUSPEND' as const,
      reason: '违反服务纪律',
    };
    await booted.get(ReviewVolunteer).execute(street.context(), decision);
    const answers = [
      await add('没有人', '1111'),
      await add('李建国', '1112'),
      await add('赵敏', '2222'),
      await add('孙停', '3333'),
    ];
    const titles = new Set(
      answers.map(({ status, body }) => `${String(status)} ${JSON.stringify([body['code'], body['title']])}`),
    );
    expect(titles.size).toBe(1);
    expect(answers[0]).toMatchObject({ status: 400, body: { code: 'WALK_IN_NOT_RECOGNISED' } });
  });

  it('are not found out by trying digits: after five under a name nothing is looked at', async () => {
    await known('钱试', '7777');
    for (const digits of ['0001', '0002', '0003', '0004', '0005']) await add('钱试', digits);
    expect(await add('钱试', '7777')).toMatchObject({ status: 429, body: { code: 'WALK_IN_GUESSING' } });
  });

  it('tell nobody who is registered while nobody could be written down: too early, too late', async () => {
    const id = await known('周晚', '8888');
    for (const [time, code] of [
      ['2026-11-27 09:00', 'PUNCH_TOO_EARLY'],
      ['20:00', 'PUNCH_TOO_LATE'],
    ] as const) {
      booted.setNow(new Date(at(time)));
      const [right, wrong] = [await add('周晚', '8888'), await add('周晚', '8889')];
      expect(right).toMatchObject({ status: 409, body: { code } });
      expect([wrong.status, wrong.body['title']]).toEqual([right.status, right.body['title']]);
    }
    expect((await booted.get(OwnNotices).page(volunteerActor(id), {})).items).toEqual([]);
  });

  it('are not found out by many tries at once: together they count together', async () => {
    await known('郑众', '5555');
    const tries = ['5550', '5551', '5552', '5553', '5554', '5556', '5557', '5558', '5559'];
    const answers = await Promise.all(tries.map((digits) => add('郑众', digits)));
    expect(answers.filter(({ body }) => body['code'] === 'WALK_IN_GUESSING').length).toBeGreaterThanOrEqual(4);
    expect(await add('郑众', '5555')).toMatchObject({ status: 429 });
  });

  it('not oneself, and not by anybody who does not lead the shift', async () => {
    expect(await add('陆带队', leaderDigits)).toMatchObject({ status: 403, body: { code: 'ROLL_CALL_SELF' } });
    const other = await street.people.signedInVolunteer(street.tree.unit.id);
    await known('吴别', '4444');
    expect((await add('吴别', '4444', v7(), other)).status).toBe(404);
  });
});
