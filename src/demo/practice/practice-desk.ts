import { randomUUID } from 'node:crypto';
import { type LocalDay, localDayOf } from '../../kernel/local-day';
import { Clock } from '../../platform/foundation/clock/clock';
import type { CommandContext } from '../../platform/data/database/commands';
import { UnitOfWork } from '../../platform/data/database/unit-of-work';
import type { Actor, Grant, UserActor } from '../../platform/foundation/actor/actor';
import { roles, type Role } from '../../platform/foundation/actor/permissions';
import type { UseCases } from '../demo-world';

/** A division with those who work in its office. */
export interface PracticePlace {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly path: string;
  /** In the order their accounts were opened: the first asks, the second decides. */
  readonly staff: readonly UserActor[];
}

/** A volunteer of the practice street. */
export interface PracticePerson {
  readonly id: string;
  readonly volunteerNo: string;
  readonly name: string;
  readonly actor: UserActor;
}

interface StaffRow {
  readonly userId: string;
  readonly displayName: string;
  readonly role: string;
  readonly divisionId: string;
  readonly path: string;
}

interface PlaceRow {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly path: string;
  readonly kind: string;
  readonly peopleCount: number;
}

/** A street with fewer people has no year behind it: it is somebody's own, and nothing is put into it. */
const FEWEST_PEOPLE = 20;

export interface PeopleQuestion {
  readonly place: PracticePlace;
  readonly count: number;
  /** What else holds of `v`, the volunteer: a condition in SQL, `$4` and on from `values`. */
  readonly where?: string;
  readonly values?: readonly unknown[];
  /** Different salts ask for different people. */
  readonly salt: string;
  /** Default: adults. */
  readonly age?: 'ADULT' | 'MINOR';
}

/**
 * Where the people of the practice street act from: reads who there is from the database, so that it works in the process
 * that made the street as well as in a service that was started days later.
 */
export class PracticeDesk {
  private constructor(
    readonly useCases: UseCases,
    readonly nowMs: number,
    readonly street: PracticePlace,
    /** The communities. */
    readonly places: readonly PracticePlace[],
  ) {}

  /** @returns null where there is no street with a year behind it, or nobody in its office. */
  static async open(useCases: UseCases): Promise<PracticeDesk | null> {
    const nowMs = useCases.get(Clock).nowMs();
    const unitOfWork = useCases.get(UnitOfWork);
    const rows = await unitOfWork.read<PlaceRow>(
      `select d.id, d.code, d.name, d.path, d.kind, (select count(*)::int from volunteer v join division h on h.id = v.division_id
         where v.status = 'ACTIVE' and starts_with(h.path, d.path)) as "peopleCount"
       from division d where d.kind in ('STREET', 'COMMUNITY') order by d.code`,
    );
    const staff = await unitOfWork.read<StaffRow>(
      `select u.id as "userId", u.display_name as "displayName", g.role, d.id as "divisionId", d.path
       from role_grant g join user_account u on u.id = g.user_id join division d on d.id = g.division_id
       where u.status = 'ACTIVE' and (g.valid_to is null or g.valid_to > $1) and g.role = any ($2)
       order by u.created_at, u.username`,
      [new Date(nowMs), ['STREET_ADMIN', 'COMMUNITY_WORKER'] satisfies Role[]],
    );
    const placeOf = ({ id, code, name, path }: PlaceRow): PracticePlace => ({
      ...{ id, code, name, path },
      staff: staff.filter(({ divisionId }) => divisionId === id).map(staffActorOf),
    });
    const alive = rows.filter(({ peopleCount }) => peopleCount >= FEWEST_PEOPLE);
    const hasPair = ({ staff: [asks, decides] }: PracticePlace): boolean => asks !== undefined && decides !== undefined;
    const [street] = alive
      .filter(({ kind }) => kind === 'STREET')
      .map(placeOf)
      .filter(hasPair);
    const places = alive
      .filter(({ kind }) => kind === 'COMMUNITY')
      .map(placeOf)
      .filter(hasPair);
    if (!street || places.length === 0) return null;
    return new PracticeDesk(useCases, nowMs, street, places);
  }

  get day(): LocalDay {
    return localDayOf(this.nowMs);
  }

  /** The same thing asked for again on the same day is the same command. */
  command(actor: Actor, ...key: readonly (string | number)[]): CommandContext {
    return { actor, idempotencyKey: ['practice', this.day, ...key].join('/') };
  }

  read<Row>(sql: string, values: readonly unknown[] = []): Promise<Row[]> {
    return this.useCases.get(UnitOfWork).read<Row>(sql, [...values]);
  }

  /** Who asks, and who decides what the other asked for. @throws Error where the place has no two. */
  pairOf({ name, staff: [asks, decides] }: PracticePlace): readonly [asks: UserActor, decides: UserActor] {
    if (!asks || !decides) throw new Error(`${name} has no two people in its office`);
    return [asks, decides];
  }

  /** Active volunteers of a place without a team to lead, others every day. */
  async people({ place, count, where, values = [], salt, age = 'ADULT' }: PeopleQuestion): Promise<PracticePerson[]> {
    const isOfAge = age === 'ADULT' ? '<=' : '>';
    const rows = await this.read<{ id: string; volunteerNo: string; name: string; userId: string | null }>(
      `select v.id, v.volunteer_no as "volunteerNo", v.name, u.id as "userId"
       from volunteer v join division d on d.id = v.division_id left join user_account u on u.volunteer_id = v.id
       where starts_with(d.path, $1) and v.status = 'ACTIVE' and v.name is not null and u.id is null
         and v.birth_date ${isOfAge} $2::date - interval '18 years'
         and not exists (select 1 from team t where t.leader_volunteer_id = v.id)
         and not exists (select 1 from head_appointment h where h.volunteer_id = v.id and h.is_paid)
         ${where === undefined ? '' : `and (${where})`}
       order by md5(v.volunteer_no || $3) limit ${Math.trunc(count)}`,
      [place.path, this.day, `${this.day}/${salt}`, ...values],
    );
    return rows.map(personOf);
  }

  /** The leader of a team. */
  async leaderOf(teamId: string): Promise<PracticePerson | null> {
    const [row] = await this.read<{ id: string; volunteerNo: string; name: string; userId: string | null }>(
      `select v.id, v.volunteer_no as "volunteerNo", v.name, u.id as "userId"
       from team t join volunteer v on v.id = t.leader_volunteer_id left join user_account u on u.volunteer_id = v.id
       where t.id = $1`,
      [teamId],
    );
    return row ? personOf(row) : null;
  }
}

function staffActorOf({ userId, displayName, role, divisionId, path }: StaffRow): UserActor {
  const known = Object.keys(roles).find((one): one is Role => one === role);
  if (!known) throw new Error(`no role ${role}`);
  const grant: Grant = { role: known, divisionId, divisionPath: path };
  return { kind: 'USER', userId, sessionId: randomUUID(), displayName, volunteerId: null, grants: [grant] };
}

/** Most people of the street have no account: the person itself stands for it. */
function personOf(row: {
  readonly id: string;
  readonly volunteerNo: string;
  readonly name: string;
  readonly userId: string | null;
}): PracticePerson {
  const { id, volunteerNo, name, userId } = row;
  const actor: UserActor = {
    ...{ kind: 'USER', userId: userId ?? id, sessionId: randomUUID(), displayName: volunteerNo },
    ...{ volunteerId: id, grants: [] },
  };
  return { id, volunteerNo, name, actor };
}
