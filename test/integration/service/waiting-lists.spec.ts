import { v7 } from 'uuid';
import hoursDefault from '../../../config/policies/hours.default.json';
import { JoinTeam } from '../../../src/people/teams';
import { PublishPolicy } from '../../../src/place/policies';
import { SettleSignups } from '../../../src/service/attendance';
import { UnitOfWork } from '../../../src/platform/data/database/unit-of-work';
import type { SignedIn } from '../../builders/people.builder';
import { at, type HeldShift, ServiceBuilder, volunteerActor } from '../../builders/service.builder';
import { bootApp, type BootedApp } from '../../support/boot-app';
import { askThenDecide } from '../../support/decisions';

interface Item extends Readonly<Record<string, unknown>> {
  readonly mayDecide: boolean;
  readonly whyNot: { readonly code: string } | null;
}

/** What waits over all shifts and teams: for leaders their own, for staff what lies in their scope. */
describe('lists of what waits', () => {
  let booted: BootedApp;
  let street: ServiceBuilder;
  let worker: SignedIn;
  let colleague: SignedIn;
  let outsider: SignedIn;
  let leader: SignedIn & { readonly volunteerId: string };
  let deputy: SignedIn & { readonly volunteerId: string };
  let resident: SignedIn & { readonly volunteerId: string };
  let shift: HeldShift;

  beforeAll(async () => {
    booted = await bootApp({ role: 'api' });
    street = await ServiceBuilder.on(booted);
    const { people, tree } = street;
    [worker, colleague] = [
      await people.staff('COMMUNITY_WORKER', tree.community.id),
      await people.staff('COMMUNITY_WORKER', tree.community.id),
    ];
    outsider = await people.staff('COMMUNITY_WORKER', tree.otherCommunity.id);
    [leader, deputy, resident] = [
      await people.signedInVolunteer(tree.unit.id),
      await people.signedInVolunteer(tree.unit.id),
      await people.signedInVolunteer(tree.unit.id),
    ];
    await booted.get(UnitOfWork).run(async (tx) => {
      await tx.query('update team set leader_volunteer_id = $2 where id = $1', [street.teamId, leader.volunteerId]);
      await tx.query(
        `insert into team_leadership (id, team_id, volunteer_id, role, began_at) values ($1, $2, $3, 'DEPUTY', $4)`,
        [v7(), street.teamId, deputy.volunteerId, new Date(at('2026-11-20 08:00'))],
      );
    });
    shift = await street.shift('09:00', '11:00', { title: '周六巡河' });
  });
  afterAll(async () => booted.close());

  async function call(who: SignedIn, path: string, body?: object) {
    const response = await fetch(`${booted.url}/api/v1/${path}`, {
      method: body ? 'POST' : 'GET',
      headers: {
        authorization: `Bearer ${who.token}`,
        'idempotency-key': v7(),
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  }
  const items = async (who: SignedIn, path: string) => (await call(who, path)).body['items'] as readonly Item[];
  /** Two pages of one: every row once, in order, and the cursor ends. */
  async function paged(who: SignedIn, path: string, idOf: string): Promise<readonly unknown[]> {
    const found: unknown[] = [];
    let after = '';
    do {
      const { body } = await call(who, `${path}?limit=1${after === '' ? '' : `&after=${after}`}`);
      found.push(...(body['items'] as readonly Item[]).map((item) => item[idOf]));
      after = (body['next'] as string | null) ?? '';
    } while (after !== '');
    return found;
  }

  it('excuses: the leader, who stands in, and staff of the place see them; nobody decides about the own', async () => {
    for (const who of [resident, leader]) await street.signUp(shift, who.volunteerId);
    await street.closeAndCompute(shift);
    await booted.get(SettleSignups).execute(shift.shiftId);
    for (const who of [resident, leader]) {
      const [row] = await booted
        .get(UnitOfWork)
        .read<{ id: string }>('select id from signup where volunteer_id = $1', [who.volunteerId]);
      expect((await call(who, `me/signups/${row?.id ?? ''}/excuses`, { reason: '家人住院' })).status).toBe(201);
    }
    const seen = await items(worker, 'excuses');
    expect(seen).toEqual([
      expect.objectContaining({
        volunteerId: resident.volunteerId,
        title: '周六巡河',
        mayDecide: true,
        reason: '家人住院',
      }),
      expect.objectContaining({ volunteerId: leader.volunteerId, mayDecide: true }),
    ]);
    expect(Object.keys(seen[0] ?? {})).not.toContain('divisionPath');
    expect((await items(leader, 'excuses')).map(({ mayDecide, whyNot }) => [mayDecide, whyNot?.code])).toEqual([
      [true, undefined],
      [false, 'DECISION_OWN'],
    ]);
    expect(await items(deputy, `excuses?teamId=${street.teamId}`)).toHaveLength(2);
    expect(await items(worker, `excuses?teamId=${v7()}`)).toEqual([]);
    expect(await items(worker, `excuses?divisionId=${street.tree.otherCommunity.id}`)).toEqual([]);
    expect(await items(outsider, 'excuses')).toEqual([]);
    expect(await paged(worker, 'excuses', 'volunteerId')).toEqual([resident.volunteerId, leader.volunteerId]);
    const decision = { decision: 'ACCEPTED', reason: '情况属实' };
    expect((await call(leader, `signups/${String(seen[0]?.['signupId'])}/excuse-decisions`, decision)).status).toBe(
      201,
    );
    expect(await items(worker, 'excuses')).toHaveLength(1);
  });

  it('requests to join: the leader sees those of the own team, staff those of their place', async () => {
    const others = [await street.volunteer(), await street.volunteer()];
    for (const volunteerId of others) {
      await booted.get(JoinTeam).execute(street.context(volunteerActor(volunteerId)), { teamId: street.teamId });
    }
    const seen = await items(leader, 'membership-requests');
    expect(seen.map((one) => one['volunteerId'])).toEqual(others);
    expect(seen.every(({ mayDecide }) => mayDecide)).toBe(true);
    expect(await paged(worker, 'membership-requests', 'volunteerId')).toEqual(others);
    expect(await items(worker, `membership-requests?divisionId=${street.tree.otherCommunity.id}`)).toEqual([]);
    expect(await items(worker, `membership-requests?teamId=${street.teamId}`)).toHaveLength(2);
    for (const who of [deputy, outsider]) expect(await items(who, 'membership-requests')).toEqual([]);
    const membership = `team-memberships/${String(seen[0]?.['membershipId'])}/decision`;
    expect((await call(leader, membership, { decision: 'APPROVE' })).status).toBe(200);
    expect(await items(worker, 'membership-requests')).toHaveLength(1);
  });

  it('sheets: whoever has read one is told that another has to; what was read is not shown', async () => {
    const sheetId = v7();
    await booted.get(UnitOfWork).run(async (tx) => {
      const photoId = v7();
      await tx.query(
        `insert into attachment (id, shift_id, sha256, media_type, byte_count, stored_by, stored_at)
         values ($1, $2, $3, 'image/jpeg', 3, 'system:test', $4)`,
        [photoId, shift.shiftId, Buffer.from(v7().padEnd(32).slice(0, 32)), new Date(at('12:00'))],
      );
      await tx.query(
        `insert into paper_sheet (id, shift_id, photo_id, leader_signature, witness_signature, status, created_by, created_at)
         values ($1, $2, $3, '队长', '见证人', 'ENTERING', $4, $5)`,
        [sheetId, shift.shiftId, photoId, worker.userId, new Date(at('12:00'))],
      );
    });
    expect(await items(worker, 'paper-sheets')).toEqual([
      expect.objectContaining({ id: sheetId, readingCount: 0, mayDecide: true, title: '周六巡河' }),
    ]);
    const lines = [{ volunteerId: resident.volunteerId, checkedInAt: at('09:00'), checkedOutAt: at('11:00') }];
    expect((await call(worker, `paper-sheets/${sheetId}/entries`, { lines })).status).toBe(201);
    const [own] = await items(worker, 'paper-sheets');
    expect(own).toMatchObject({ readingCount: 1, mayDecide: false, whyNot: { code: 'SHEET_READ_BY_ONE' } });
    expect(JSON.stringify(own)).not.toContain(resident.volunteerId);
    for (const who of [colleague, leader, deputy]) {
      expect(await items(who, 'paper-sheets')).toEqual([expect.objectContaining({ mayDecide: true })]);
    }
    expect(await items(outsider, 'paper-sheets')).toEqual([]);
    expect(await paged(worker, 'paper-sheets', 'id')).toEqual([sheetId]);
  });

  it('runs of recomputing: the street’s, the latest first; who tried it does not decide it', async () => {
    const [admin, second] = [
      await street.people.staff('STREET_ADMIN', street.tree.street.id),
      await street.people.staff('STREET_ADMIN', street.tree.street.id),
    ];
    await askThenDecide(booted, (asking) =>
      booted.get(PublishPolicy).execute(asking, {
        ...{ kind: 'HOURS', divisionId: street.tree.street.id, reason: '街道会议决定' },
        body: { ...hoursDefault, version: 'hours-other', effectiveFrom: '2027-06-01', perSessionZeroing: true },
      }),
    );
    const draft = { divisionId: street.tree.street.id, fromDay: '2026-11-01', toDay: '2026-11-30', reason: '规则改了' };
    const made: unknown[] = [];
    for (let count = 0; count < 2; count += 1) {
      const answer = await call(admin, 'recompute-runs', { ...draft, policyVersion: 'hours-other' });
      expect(answer.status).toBe(201);
      made.unshift(answer.body['id']);
    }
    expect((await items(admin, 'recompute-runs')).map(({ mayDecide, whyNot }) => [mayDecide, whyNot?.code])).toEqual([
      [false, 'DECISION_SAME_PERSON'],
      [false, 'DECISION_SAME_PERSON'],
    ]);
    expect(await items(second, 'recompute-runs?status=DRAFT')).toEqual(
      made.map((id) => expect.objectContaining({ id, mayDecide: true, divisionName: '福镇街道' }) as unknown),
    );
    expect(await paged(second, 'recompute-runs', 'id')).toEqual(made);
    expect(await items(second, 'recompute-runs?status=DONE')).toEqual([]);
    expect(await items(second, `recompute-runs?divisionId=${street.tree.community.id}`)).toEqual([]);
    expect((await call(worker, 'recompute-runs')).body['code']).toBe('PERMISSION_MISSING');
  });
});
