import { Injectable } from '@nestjs/common';
import type { DomainError } from '../../../kernel/domain-error';
import { localDayOf } from '../../../kernel/local-day';
import { Clock } from '../../foundation/clock/clock';
import { type Transaction, UnitOfWork } from '../../data/database/unit-of-work';
import { requireScope } from '../identity/access';
import { type Actor, actorIdOf, covers, holds, scopesOf } from '../../foundation/actor/actor';
import { AccountRules } from '../identity/account-rules';
import { type Permission, type Role, roles } from '../../foundation/actor/permissions';
import { decisionErrors, type TieCode } from './decision-errors';
import { PersonTies, type Tie, type TieFacts } from './person-ties';

/** A thing that waits for somebody's decision, as far as it matters who decides. */
export interface Matter extends TieFacts {
  readonly permission: Permission;
  /** Path of the place for which the permission must be held. */
  readonly divisionPath: string;
  /** The reader may decide by another right than a permission: the leader of the team that takes somebody in. */
  readonly isReadersRight?: boolean;
  /** Volunteers who may decide by another right than a permission, and the team or activity by which they do. */
  readonly leaders?: { readonly volunteerIds: readonly string[]; readonly of: string };
  /** Who has agreed already, where another has to agree as well: neither they nor anybody of their units is a second. */
  readonly agreed?: {
    readonly by: readonly string[];
    readonly unitIds: readonly string[];
    /** The unit of those who decide here without a role for the place. */
    readonly ownUnitId: string;
  };
  /** What else the deciding step would refuse the reader with. */
  readonly refusal?: DomainError | null;
}

export interface PossibleDecider {
  readonly userId: string;
  readonly displayName: string;
  readonly role: string;
  readonly divisionName: string;
}

/** Where somebody stands to a thing: said before the click. */
export interface Standing {
  readonly mayDecide: boolean;
  readonly whyNot: { readonly code: string; readonly sentence: string } | null;
  /** Who may instead, at most five; told where the asker may not. Empty: nobody there may, and somebody has to be named. */
  readonly whoMay: readonly PossibleDecider[];
  /** Where nobody may: who is missing there, and what to do; else null. */
  readonly missing: MissingDecider | null;
}

/** Nobody may decide a thing: which place and which roles have nobody free. */
export interface MissingDecider {
  readonly place: string;
  readonly roles: readonly string[];
  readonly sentence: string;
}

const CODES: Readonly<Record<Tie, TieCode>> = {
  OWN: 'DECISION_OWN',
  HOUSEHOLD: 'DECISION_OWN_HOUSEHOLD',
  LEADER: 'DECISION_OWN_LEADER',
  TEAM: 'RECORD_OWN_TEAM',
  HANDS: 'DECISION_HANDS_IN_IT',
  ASKED: 'DECISION_SAME_PERSON',
};
const NAMED = 5;
/** Asked by nobody in particular. */
const NOBODYS = 'system:nobody';
/** Where nothing waits. */
const NOBODY: Standing = { mayDecide: false, whyNot: null, whoMay: [], missing: null };

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

/**
 * The one rule on who decides, for every kind of thing: permission, place, then not one's own, one's household's, one's
 * leader's, nor what one's own hands or one's own person asked (domain-next §0.1, 6).
 */
@Injectable()
export class DecisionGuard {
  constructor(
    private readonly ties: PersonTies,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly rules: AccountRules,
  ) {}

  /**
   * @throws PERMISSION_MISSING, SCOPE_FOREIGN, DECISION_OWN, DECISION_OWN_HOUSEHOLD, DECISION_OWN_LEADER,
   *   RECORD_OWN_TEAM, DECISION_HANDS_IN_IT, DECISION_SAME_PERSON
   */
  async requireDecider(tx: Transaction, actor: Actor, matter: Matter): Promise<void> {
    await this.requirePlace(tx, actor, matter);
    await this.requireFree(tx, actor, matter);
  }

  /** The first half alone. @throws PERMISSION_MISSING, SCOPE_FOREIGN */
  async requirePlace(
    tx: Transaction,
    actor: Actor,
    matter: Pick<Matter, 'permission' | 'divisionPath' | 'isReadersRight'>,
  ): Promise<void> {
    if (await this.isPlaced(tx, actor, matter)) return;
    requireScope(actor, matter.permission, matter.divisionPath);
  }

  /** The second half alone, for those who decide by another right than a permission. @throws DECISION_OWN … as above */
  async requireFree(tx: Transaction, actor: Actor, facts: TieFacts): Promise<void> {
    const [tie] = await this.ties.between([{ decider: actorIdOf(actor), facts }], tx);
    const refusal = this.tieRefusal(actor, tie ?? null);
    if (refusal) throw refusal;
  }

  /**
   * For what one asks or does in others' names: not in the own, nor the household's or the leader's as of now.
   *
   * @throws DECISION_OWN, DECISION_OWN_HOUSEHOLD, DECISION_OWN_LEADER
   */
  async requireUntied(tx: Transaction, actor: Actor, concerned: readonly string[], since?: Date): Promise<void> {
    await this.requireFree(tx, actor, { askedBy: NOBODYS, hands: [], concerned, beganAt: since ?? this.clock.now() });
  }

  /** Whether the actor decides it by permission or by another right, ties aside. */
  async isPlaced(
    tx: Transaction,
    actor: Actor,
    matter: Pick<Matter, 'permission' | 'divisionPath' | 'isReadersRight'>,
  ): Promise<boolean> {
    return matter.isReadersRight === true || this.mayAct(actor, matter, tx);
  }

  /** Whether the actor decides such things for the place, ties aside. */
  async isFor(tx: Transaction, actor: Actor, permission: Permission, divisionPath: string): Promise<boolean> {
    return this.mayAct(actor, { permission, divisionPath }, tx);
  }

  /** Rows of a list with where the reader stands to each; `matterOf` answers null for what no longer waits. */
  async withStandings<Row>(
    actor: Actor,
    rows: readonly Row[],
    matterOf: (row: Row) => Matter | null,
  ): Promise<readonly (Row & Standing)[]>;
  /** The same, where what is shown of a row is less than what is known of it. */
  async withStandings<Row, Item>(
    actor: Actor,
    rows: readonly Row[],
    matterOf: (row: Row) => Matter | null,
    itemOf: (row: Row) => Item,
  ): Promise<readonly (Item & Standing)[]>;
  async withStandings<Row>(
    actor: Actor,
    rows: readonly Row[],
    matterOf: (row: Row) => Matter | null,
    itemOf: (row: Row) => unknown = (row) => row,
  ): Promise<readonly unknown[]> {
    const matters = rows.map(matterOf);
    const standings = await this.standings(
      actor,
      matters.filter((matter) => matter !== null),
    );
    const next = standings[Symbol.iterator]();
    return rows.map((row, index) => ({
      ...(itemOf(row) as object),
      ...(matters[index] === null ? NOBODY : (next.next().value ?? NOBODY)),
    }));
  }

  /** One thing with where the reader stands to it; null for what no longer waits. */
  async withStanding<Row>(actor: Actor, row: Row, matter: Matter | null): Promise<Row & Standing> {
    const [standing] = matter === null ? [] : await this.standings(actor, [matter]);
    return { ...row, ...(standing ?? NOBODY) };
  }

  /** Where the actor stands to each thing, in the order given. */
  async standings(actor: Actor, matters: readonly Matter[]): Promise<readonly Standing[]> {
    if (matters.length === 0) return [];
    const decider = actorIdOf(actor);
    const ties = await this.ties.between(matters.map((facts) => ({ decider, facts })));
    const isOutside = matters.some((matter) => !covers(actor, matter.permission, matter.divisionPath));
    const deputyFor = isOutside ? await this.deputyPlaces(actor) : [];
    const refusals = matters.map((matter, index) => {
      const isFor = matter.isReadersRight === true || isPlaced(actor, matter, deputyFor);
      if (!isFor) return foreign(actor, matter);
      return this.tieRefusal(actor, ties[index] ?? null) ?? matter.refusal ?? null;
    });
    const named = await this.whoMayEach(
      matters.filter((_, index) => refusals[index] !== null),
      { except: decider },
    );
    const next = named[Symbol.iterator]();
    const told = refusals.map((refusal, index) => {
      const whoMay = refusal === null ? [] : (next.next().value ?? []);
      return { refusal, whoMay, lacks: refusal !== null && whoMay.length === 0 ? (matters[index] ?? null) : null };
    });
    const placeNames = await this.placeNames(told.flatMap(({ lacks }) => lacks?.divisionPath ?? []));
    return told.map(({ refusal, whoMay, lacks }) => {
      if (refusal === null) return { mayDecide: true, whyNot: null, whoMay, missing: null };
      const { code, sentence } = refusal;
      const missing = lacks === null ? null : this.missing(lacks, placeNames.get(lacks.divisionPath) ?? '');
      return { mayDecide: false, whyNot: { code, sentence }, whoMay, missing };
    });
  }

  /** Accounts that may decide: the permission for the place, or a deputy's term, and no tie. Nearest places first. */
  async whoMay(matter: Matter, limit = NAMED): Promise<readonly PossibleDecider[]> {
    const [named] = await this.whoMayEach([matter], { limit });
    return named ?? [];
  }

  /** The same for each of several things, in one question; nobody is asked about more people than are named. */
  private async whoMayEach(
    matters: readonly Matter[],
    { limit = NAMED, except = null }: { readonly limit?: number; readonly except?: string | null } = {},
  ): Promise<readonly (readonly PossibleDecider[])[]> {
    if (matters.length === 0) return [];
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
      ...[JSON.stringify(questions), now, localDayOf(now.getTime()), except, limit],
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

  private async mayAct(
    actor: Actor,
    place: Pick<Matter, 'permission' | 'divisionPath'>,
    tx?: Transaction,
  ): Promise<boolean> {
    if (covers(actor, place.permission, place.divisionPath)) return true;
    return holds(actor, place.permission) && isPlaced(actor, place, await this.deputyPlaces(actor, tx));
  }

  /** Paths of the places for which the actor stands in today. */
  private async deputyPlaces(actor: Actor, tx?: Transaction): Promise<readonly string[]> {
    if (actor.kind !== 'USER') return [];
    const sql = `select p.path from decision_deputy y join division p on p.id = y.division_id
      where y.user_id = $1 and y.ended_at is null and $2::date between y.from_day and y.until_day`;
    const parameters = [actor.userId, localDayOf(this.clock.nowMs())];
    const rows = await (tx
      ? tx.query<{ path: string }>(sql, parameters)
      : this.unitOfWork.read<{ path: string }>(sql, parameters));
    return rows.map(({ path }) => path);
  }

  private tieRefusal(actor: Actor, tie: Tie | null): DomainError | null {
    // The software is nobody's second person: it may end what it began.
    if (tie === null || (tie === 'ASKED' && actor.kind === 'SYSTEM')) return null;
    return decisionErrors.refuse(CODES[tie]);
  }
}

function isPlaced(
  actor: Actor,
  { permission, divisionPath }: Pick<Matter, 'permission' | 'divisionPath'>,
  deputyFor: readonly string[],
): boolean {
  if (covers(actor, permission, divisionPath)) return true;
  return holds(actor, permission) && deputyFor.some((path) => divisionPath.startsWith(path));
}

/** What the deciding step says to who holds nothing for the place. */
function foreign(actor: Actor, { permission }: Matter): Pick<DomainError, 'code' | 'sentence'> {
  return {
    code: scopesOf(actor, permission).length === 0 ? 'PERMISSION_MISSING' : 'SCOPE_FOREIGN',
    sentence: '这件事项不在您的权限或区划范围内，请由下列人员决定。',
  };
}
