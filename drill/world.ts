import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { makePeople } from '../src/demo/generator/people';
import { SeededRandom } from '../src/demo/generator/random';
import { localDayOf } from '../src/kernel/local-day';
import { projectRoot } from '../src/platform/foundation/config/project-root';
import { type Client, pause } from './client';
import type { Sender } from './journal';
import type { Installation } from './installation/installation';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** A round's shift began this long ago and ends in an hour: punches fit in whichever way the clock jumps. */
const BEGAN_MINUTES_AGO = 110;
const ENDS_IN_MINUTES = 70;
/** How far the service's clock is set back while people check in, so that minutes lie between in and out. */
export const CHECK_IN_OFFSET_MS = -100 * MINUTE_MS;
/** … and while its shifts are made: what has begun long ago is not planned any more. */
export const PLANNING_OFFSET_MS = -(BEGAN_MINUTES_AGO + 5) * MINUTE_MS;
const REGISTERED_AT_A_TIME = 8;

export interface RoundShift {
  readonly id: string;
  readonly positionId: string;
  readonly volunteerIds: readonly string[];
  /** Those who punch for themselves, with the code at the door. */
  readonly residents: ReadonlyMap<string, Sender>;
  /** Somebody who will not punch and is entered afterwards. */
  readonly forgottenId: string;
  readonly startsAtMs: number;
}

interface Registration {
  readonly id: string;
  readonly version: number;
}

interface Registered extends Registration {
  /** Who punches for themselves; null: no account. */
  readonly sender: Sender | null;
}

/** Who and what the load is about: a street, three people of its staff, and for every round fresh volunteers and shifts. */
export class World {
  private readonly people: ReturnType<typeof makePeople>;
  private used = 0;
  private residents = 0;

  private constructor(
    private readonly client: Client,
    private readonly streetId: string,
    private readonly teamId: string,
    private readonly password: string,
    seed: number,
  ) {
    this.people = makePeople(new SeededRandom(seed), 60_000, 2026).filter(({ age }) => age >= 18);
  }

  /** Makes street, staff, team and rules in which minutes are confirmed without waiting for days. */
  static async found(installation: Installation, client: Client, password: string, seed: number): Promise<World> {
    installation.api.setClock(-26 * HOUR_MS);
    await pause(200);
    const admin = ['--username', 'drill.admin', '--password', password, '--role', 'STREET_ADMIN'];
    installation.cli(['user:create', ...admin]);
    const [district] = (await client.ok<{ items: { id: string }[] }>('admin', 'GET', '/divisions')).items;
    if (!district) throw new Error('user:create has made no district');
    const street = await client.ok<{ id: string }>('admin', 'POST', '/divisions', {
      parentId: district.id,
      kind: 'STREET',
      code: 'DRILL',
      name: '演练街道',
    });
    // By the operator, not by the administrator: whom one person made, and who has not opened it, count as one.
    const staff = { leader: 'COMMUNITY_WORKER', second: 'COMMUNITY_WORKER', boss: 'STREET_ADMIN' };
    for (const [name, role] of Object.entries(staff)) {
      const account = ['--username', `drill.${name}`, '--password', password, '--role', role];
      installation.cli(['user:create', ...account, '--division', 'DRILL']);
    }
    const file = join(projectRoot(), 'config/policies/hours.default.json');
    const body = {
      ...(JSON.parse(readFileSync(file, 'utf8')) as object),
      version: 'hours-drill',
      effectiveFrom: localDayOf(Date.now() - 26 * HOUR_MS),
      publicityWorkingDays: 0,
      correctionWorkingDays: 0,
    };
    const policy = { kind: 'HOURS', divisionId: street.id, body, reason: '演练不等公示' };
    const { decisionId } = await client.ok<{ decisionId: string }>('admin', 'POST', '/policies', policy);
    await client.ok('boss', 'POST', `/decisions/${decisionId}/decisions`, { decision: 'APPROVE' });
    const team = await client.ok<{ id: string }>('admin', 'POST', '/teams', {
      name: '演练队',
      kind: 'RESIDENT',
      divisionId: street.id,
    });
    return new World(client, street.id, team.id, password, seed);
  }

  /** Fresh volunteers, signed up nowhere, and a published shift for each `people` of them. */
  async prepareRound(number: number, shifts: number, people: number): Promise<readonly RoundShift[]> {
    const startsAtMs = Date.now() - BEGAN_MINUTES_AGO * MINUTE_MS;
    const prepared: RoundShift[] = [];
    for (let index = 0; index < shifts; index += 1) {
      const half = Math.ceil(people / 2);
      const [forgotten, ...others] = await this.register(1 + people - half, false);
      const volunteers = [...(await this.register(half, true)), ...others];
      const volunteerIds = volunteers.map(({ id }) => id);
      const residents = new Map(volunteers.flatMap(({ id, sender }) => (sender ? [[id, sender] as const] : [])));
      const activity = await this.client.ok<{ id: string; positions: { id: string }[]; shifts: { id: string }[] }>(
        'admin',
        'POST',
        '/activities',
        {
          teamId: this.teamId,
          title: `第 ${String(number)} 轮第 ${String(index + 1)} 场`,
          kind: 'SERVICE',
          category: 'STREET_CLEANING',
          placeName: '广场',
          riskLevel: 'LOW',
          checkInModes: ['CODE', 'ROLL_CALL', 'STAFF'],
          positions: [{ name: '队员', duty: 'MEMBER', capacity: Math.max(1, people - 2) }],
          shifts: [
            {
              startsAt: new Date(startsAtMs).toISOString(),
              endsAt: new Date(Date.now() + ENDS_IN_MINUTES * MINUTE_MS).toISOString(),
            },
          ],
        },
      );
      await this.client.ok('admin', 'POST', `/activities/${activity.id}/publish`, {});
      const [shift] = activity.shifts;
      const [position] = activity.positions;
      if (!shift || !position) throw new Error('an activity without shift or position');
      prepared.push({
        id: shift.id,
        positionId: position.id,
        volunteerIds,
        residents,
        forgottenId: forgotten?.id ?? '',
        startsAtMs,
      });
    }
    return prepared;
  }

  /** Fresh volunteers; with `own`, people who registered themselves and have an account. */
  private async register(count: number, own: boolean): Promise<readonly Registered[]> {
    const batch = this.people.slice(this.used, this.used + count);
    if (batch.length < count) throw new Error('the drill has run out of people');
    this.used += count;
    return inParallel(batch, REGISTERED_AT_A_TIME, async ({ name, idNumber }) => {
      const form = { divisionId: this.streetId, name, idNumber };
      const resident = own ? await this.registerThemselves(form) : await this.registerByStaff(form);
      const version = { 'if-match': `"${String(resident.version)}"` };
      // Who registers somebody is not who approves them.
      await this.client.ok('second', 'POST', `/volunteers/${resident.id}/reviews`, { decision: 'APPROVE' }, version);
      return resident;
    });
  }

  private async registerByStaff(form: object): Promise<Registered> {
    const consents = [{ purpose: 'REGISTRATION', textVersion: '1', channel: 'PAPER' }];
    const body = { ...form, consents };
    return { ...(await this.client.ok<Registration>('admin', 'POST', '/volunteers', body)), sender: null };
  }

  /** Nobody of staff opens an account with a password: people do it themselves. */
  private async registerThemselves(form: object): Promise<Registered> {
    this.residents += 1;
    const sender: Sender = `resident${this.residents}`;
    const body = {
      ...form,
      phone: `139${String(this.residents).padStart(8, '0')}`,
      consents: [{ purpose: 'REGISTRATION', textVersion: '1', channel: 'SELF' }],
      account: { username: `drill.${sender}`, password: this.password },
    };
    return { ...(await this.client.ok<Registration>('anybody', 'POST', '/volunteer-registrations', body)), sender };
  }
}

/** Maps with a limit on how many run at a time. */
export async function inParallel<T, R>(
  items: readonly T[],
  limit: number,
  work: (item: T) => Promise<R>,
): Promise<R[]> {
  const results = new Array<R>(items.length);
  const waiting = [...items.entries()].reverse();
  const lane = async (): Promise<void> => {
    for (let next = waiting.pop(); next; next = waiting.pop()) results[next[0]] = await work(next[1]);
  };
  await Promise.all(Array.from({ length: limit }, lane));
  return results;
}
