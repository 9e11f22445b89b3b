import { v7 } from 'uuid';
import { DropPositions, PunchByScan, ScanTickets, ShowCode } from '../../../src/service/attendance';
import { GrantConsent } from '../../../src/people/volunteers';
import { UnitOfWork } from '../../../src/platform/data/database/unit-of-work';
import { systemActor } from '../../../src/platform/foundation/actor/actor';
import type { SignedIn } from '../../builders/people.builder';
import { at, type HeldShift, ServiceBuilder, volunteerActor } from '../../builders/service.builder';
import { bootApp, type BootedApp } from '../../support/boot-app';

const PLACE = { longitude: 116.391_24, latitude: 39.907_36, coordinateSystem: 'WGS84' } as const;
const NEAR = { longitude: 116.391_24, latitude: 39.908_26, accuracyMeters: 15, system: 'WGS84' } as const;

describe('the position of a punch', () => {
  let booted: BootedApp;
  let street: ServiceBuilder;
  let worker: SignedIn;
  let volunteerId: string;
  let shift: HeldShift;

  beforeAll(async () => {
    booted = await bootApp({ role: 'api' });
    street = await ServiceBuilder.on(booted);
    worker = await street.people.staff('COMMUNITY_WORKER', street.tree.community.id);
  });
  afterAll(async () => booted.close());
  beforeEach(async () => {
    volunteerId = await street.volunteer();
    shift = await street.shift('09:00', '11:00', PLACE);
    await street.signUp(shift, volunteerId);
  });

  async function activityId(): Promise<string> {
    const [row] = await booted
      .get(UnitOfWork)
      .read<{ id: string }>('select activity_id as id from shift where id = $1', [shift.shiftId]);
    return row!.id;
  }

  async function fence(
    radiusMeters: number | null,
    id?: string,
    who = worker,
  ): Promise<{ status: number; body: { code?: string } }> {
    const response = await fetch(`${booted.url}/api/v1/activities/${id ?? (await activityId())}/geofence`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${who.token}`,
        'idempotency-key': v7(),
      },
      body: JSON.stringify({ radiusMeters }),
    });
    return { status: response.status, body: (await response.json()) as { code?: string } };
  }

  async function consent(): Promise<void> {
    await booted.get(GrantConsent).execute(street.context(), {
      volunteerId,
      purpose: 'LOCATION',
      textVersion: '2026-1',
      channel: 'PAPER',
    });
  }

  async function scan(): Promise<void> {
    booted.setNow(new Date(at('09:00')));
    const { link } = await booted.get(ShowCode).execute(systemActor('test'), shift.shiftId, 'IN');
    const { ticket } = await booted.get(ScanTickets).open(shift.shiftId, 'IN', link.split('/').at(-1) ?? '');
    await booted.get(PunchByScan).execute(volunteerActor(volunteerId), { ticket, position: NEAR });
  }

  async function kept(): Promise<{ evidence: Record<string, unknown>; positions: number }> {
    const [row] = await booted.get(UnitOfWork).read<{ evidence: Record<string, unknown>; positions: number }>(
      `select p.evidence, (select count(*)::int from punch_position q where q.volunteer_id = p.volunteer_id) as positions
       from punch p where p.volunteer_id = $1`,
      [volunteerId],
    );
    return row!;
  }

  it('is evidence where the activity asks for it and the person agreed: rounded, and the raw one apart', async () => {
    await fence(300);
    await consent();
    await scan();
    expect(await kept()).toEqual({
      evidence: { form: 'QR', slot: expect.any(Number), place: 'INSIDE', distanceMeters: 100 },
      positions: 1,
    });
  });

  it('is dropped after 30 days; the evidence stays', async () => {
    await fence(300);
    await consent();
    await scan();
    booted.setNow(new Date(at('2026-12-28 08:59')));
    await booted.get(DropPositions).execute();
    expect((await kept()).positions).toBe(1);
    booted.setNow(new Date(at('2026-12-28 09:01')));
    await booted.get(DropPositions).execute();
    expect(await kept()).toMatchObject({ evidence: { place: 'INSIDE' }, positions: 0 });
  });

  it.each([
    ['the person has not consented', async () => fence(300)],
    ['the activity has no fence', async () => consent()],
    [
      'the fence was taken away again',
      async () => {
        await consent();
        await fence(300);
        await fence(null);
      },
    ],
  ])('is neither looked at nor kept where %s', async (_, prepare) => {
    await prepare();
    await scan();
    expect(await kept()).toEqual({ evidence: { form: 'QR', slot: expect.any(Number) }, positions: 0 });
  });

  it('a fence is shown to whoever manages the activity, and to nobody else', async () => {
    const show = async (who: SignedIn) => {
      const response = await fetch(`${booted.url}/api/v1/activities/${await activityId()}/geofence`, {
        headers: { authorization: `Bearer ${who.token}` },
      });
      return (await response.json()) as { radiusMeters?: number | null; code?: string };
    };
    expect((await show(worker)).radiusMeters).toBeNull();
    await fence(300);
    expect((await show(worker)).radiusMeters).toBe(300);
    const foreign = await street.people.staff('COMMUNITY_WORKER', street.tree.otherCommunity.id);
    expect((await show(foreign)).code).toBe('ACTIVITY_UNKNOWN');
    const resident = await street.people.signedInVolunteer(street.tree.unit.id);
    expect((await show(resident)).code).toBe('ACTIVITY_UNKNOWN');
  });

  it('a fence is refused, in the order of precedence', async () => {
    const foreign = await street.people.staff('COMMUNITY_WORKER', street.tree.otherCommunity.id);
    shift = await street.shift('13:00', '15:00');
    expect((await fence(300, v7())).body.code).toBe('ACTIVITY_UNKNOWN');
    expect((await fence(300, undefined, foreign)).body.code).toBe('ACTIVITY_UNKNOWN');
    expect((await fence(300)).body.code).toBe('GEOFENCE_WITHOUT_PLACE');
    expect((await fence(10)).status).toBe(400);
  });
});
