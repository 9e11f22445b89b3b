import { Injectable } from '@nestjs/common';
import { localDayOf } from '../../../kernel/local-day';
import { UnitOfWork } from '../../data/database/unit-of-work';
import { type Role, roles } from '../../foundation/actor/permissions';
import { Clock } from '../../foundation/clock/clock';
import { AccountRules } from '../identity/account-rules';
import type { Matter } from './decision-matter';

export interface PossibleDecider {
  readonly userId: string;
  readonly displayName: string;
  readonly role: string;
  readonly divisionName: string;
}

/** Nobody may decide a thing: which place and which roles have nobody free. */
export interface MissingDecider {
  readonly place: string;
  readonly roles: readonly string[];
  readonly sentence: string;
}

/** Who may decide a thing instead of the reader. */
export interface Instead {
  /** At most five, the nearest places first. Empty: nobody there may, and somebody has to be named. */
  readonly whoMay: readonly PossibleDecider[];
  /** Where nobody may: who is missing there, and what to do; else null. */
  readonly missing: MissingDecider | null;
}

const NAMED = 5;

/**
 * $1 the things, $2 now, $3 today, $4 an account that is not named, $5 how many are named. People are looked at in order,
 * and a tie is asked only until enough are found.
 */
const WHO_MAY = `
  select q.place, f."userId", f."displayName", f.role, f."divisionName"
  from jsonb_to_recordset($1::jsonb) q (place int, "askedBy" text, hands text[], concerned uuid[], "beganAt" timestamptz,
    "teamId" uuid, "shiftId" uuid, roles text[], "divisionPath" text, leaders uuid[], "ledName" text, "unitIds" uuid[],
    "ownUnitId" uuid)
  cross join lateral (
    select c.*
    from (
      select * from (
        select distinct on (n."userId") n.* from (
          select u.id as "userId", u.display_name as "displayName", g.role, d.name as "divisionName",
            length(d.path) as depth, d.id as "unitId"
          from role_grant g join user_account u on u.id = g.user_id and u.status = 'ACTIVE'
          join division d on d.id = g.division_id
          where g.role = any (q.roles) and starts_with(q."divisionPath", d.path) and g.valid_from <= $2
            and (g.valid_to is null or g.valid_to > $2)
          union all
          select u.id, u.display_name, g.role, d.name, 0, q."ownUnitId"
          from decision_deputy y join division p on p.id = y.division_id
          join user_account u on u.id = y.user_id and u.status = 'ACTIVE'
          join role_grant g on g.user_id = u.id and g.role = any (q.roles) and g.valid_from <= $2
            and (g.valid_to is null or g.valid_to > $2)
          join division d on d.id = g.division_id
          where starts_with(q."divisionPath", p.path) and y.ended_at is null and $3::date between y.from_day and y.until_day
          union all
          select u.id, u.display_name, '队长', q."ledName", 10000, null::uuid
          from user_account u where u.volunteer_id = any (q.leaders) and u.status = 'ACTIVE'
        ) n order by n."userId", n.depth desc
      ) n order by n.depth desc, n."userId" offset 0
    ) c
    where c."userId"::text is distinct from $4 and coalesce(c."unitId" <> all (q."unitIds"), true)
      and decision_tie(c."userId"::text, q."askedBy", q.hands, q.concerned, q."beganAt") is null
      and (q."teamId" is null or not leads_team_since(c."userId"::text, q."teamId", ties_of_shift_since(q."shiftId")))
    limit $5
  ) f
  order by q.place, f.depth desc, f."userId"`;

/** Names those who may decide what the reader may not: the permission for the place, or a deputy's term, and no tie. */
@Injectable()
export class PossibleDeciders {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly rules: AccountRules,
  ) {}

  /** In the order given. @param except the account of the reader, who is not named. */
  async instead(matters: readonly Matter[], except: string): Promise<readonly Instead[]> {
    if (matters.length === 0) return [];
    const named = await this.named(matters, except);
    const places = await this.placeNames(
      matters.flatMap(({ divisionPath }, index) => (named[index]?.length === 0 ? [divisionPath] : [])),
    );
    return matters.map((matter, index) => {
      const whoMay = named[index] ?? [];
      const place = places.get(matter.divisionPath) ?? '';
      return { whoMay, missing: whoMay.length === 0 ? this.missing(matter, place) : null };
    });
  }

  /** In one question; nobody is asked about more people than are named. */
  private async named(matters: readonly Matter[], except: string): Promise<readonly (readonly PossibleDecider[])[]> {
    const now = this.clock.now();
    const questions = matters.map((matter, place) => {
      const { askedBy, hands, concerned, beganAt, outsideOf, divisionPath, leaders, agreed } = matter;
      return {
        ...{ place, askedBy, concerned, beganAt, divisionPath, teamId: outsideOf?.teamId, shiftId: outsideOf?.shiftId },
        hands: [...hands, ...(agreed?.by ?? [])],
        roles: this.rules.rolesWith(matter.permission),
        leaders: leaders?.volunteerIds ?? [],
        ledName: leaders?.of,
        unitIds: agreed?.unitIds ?? [],
        ownUnitId: agreed?.ownUnitId,
      };
    });
    const rows = await this.unitOfWork.read<PossibleDecider & { place: number }>(WHO_MAY, [
      ...[JSON.stringify(questions), now, localDayOf(now.getTime()), except, NAMED],
    ]);
    const named = matters.map((): PossibleDecider[] => []);
    for (const { place, role, ...person } of rows) {
      named[place]?.push({ ...person, role: role in roles ? roles[role as Role] : role });
    }
    return named;
  }

  /** Who is missing where nobody may decide. */
  private missing({ permission }: Matter, place: string): MissingDecider {
    const missing = this.rules.rolesWith(permission).map((role) => roles[role]);
    const lack = `缺人：${place}及其上级没有可以决定此事的${missing.join('、')}（现有的都与此事有关或不在）。`;
    const sentence =
      permission === 'user.manage'
        ? `${lack}请由运维增设一位；另一位已离任的，提出满 72 小时（街道可设得更长）后可请运维放行。`
        : `${lack}请上级增设，或由安全管理员指定邻近单位的人代理。`;
    return { place, roles: missing, sentence };
  }

  private async placeNames(paths: readonly string[]): Promise<ReadonlyMap<string, string>> {
    if (paths.length === 0) return new Map();
    const rows = await this.unitOfWork.read<{ path: string; name: string }>(
      'select path, name from division where path = any ($1)',
      [paths],
    );
    return new Map(rows.map(({ path, name }) => [path, name]));
  }
}
