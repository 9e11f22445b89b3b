import { Injectable } from '@nestjs/common';
import { localDayOf } from '../../../kernel/local-day';
import { Clock } from '../../clock/clock';
import { type Transaction, UnitOfWork } from '../../database/unit-of-work';
import { requireScope } from '../../identity/access';
import { type Actor, actorIdOf, covers, holds } from '../../identity/actor';
import { AccountRules } from '../../identity/account-rules';
import { type Permission, type Role, roles } from '../../identity/permissions';
import { decisionErrors, type TieCode } from './decision-errors';
import { PersonTies, type Tie, type TieFacts } from './person-ties';

/** A thing that waits for somebody's decision, as far as it matters who decides. */
export interface Matter extends TieFacts {
  readonly permission: Permission;
  /** Path of the place for which the permission must be held. */
  readonly divisionPath: string;
  /** The reader may decide by another right than a permission: the leader of the team that takes somebody in. */
  readonly isReadersRight?: boolean;
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
  HANDS: 'DECISION_HANDS_IN_IT',
  ASKED: 'DECISION_SAME_PERSON',
};
const NAMED = 5;
/** Asked by nobody in particular. */
const NOBODYS = 'system:nobody';
/** Where nothing waits. */
const NOBODY: Standing = { mayDecide: false, whyNot: null, whoMay: [], missing: null };

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
   *   DECISION_HANDS_IN_IT, DECISION_SAME_PERSON
   */
  async requireDecider(tx: Transaction, actor: Actor, matter: Matter): Promise<void> {
    await this.requirePlace(actor, matter, tx);
    await this.requireFree(tx, actor, matter);
  }

  /** The second half alone, for those who decide by another right than a permission. @throws DECISION_OWN … as above */
  async requireFree(tx: Transaction, actor: Actor, facts: TieFacts): Promise<void> {
    const [tie] = await this.ties.between([{ decider: actorIdOf(actor), facts }], tx);
    // The software is nobody's second person: it may end what it began.
    if (tie && !(tie === 'ASKED' && actor.kind === 'SYSTEM')) throw decisionErrors.refuse(CODES[tie]);
  }

  /**
   * For what one asks or does in others' names: not in the own, nor the household's or the leader's as of now.
   *
   * @throws DECISION_OWN, DECISION_OWN_HOUSEHOLD, DECISION_OWN_LEADER
   */
  async requireUntied(tx: Transaction, actor: Actor, concerned: readonly string[], since?: Date): Promise<void> {
    await this.requireFree(tx, actor, { askedBy: NOBODYS, hands: [], concerned, beganAt: since ?? this.clock.now() });
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
  ): Promise<readonly (Row & Standing)[]> {
    const matters = rows.map(matterOf);
    const standings = await this.standings(
      actor,
      matters.filter((matter) => matter !== null),
    );
    const next = standings[Symbol.iterator]();
    return rows.map((row, index) => ({
      ...row,
      ...(matters[index] === null ? NOBODY : (next.next().value ?? NOBODY)),
    }));
  }

  /** Where the actor stands to each thing, in the order given. */
  async standings(actor: Actor, matters: readonly Matter[]): Promise<readonly Standing[]> {
    const decider = actorIdOf(actor);
    const ties = await this.ties.between(matters.map((facts) => ({ decider, facts })));
    return Promise.all(
      matters.map(async (matter, index) => {
        const isFor = matter.isReadersRight === true || (await this.mayAct(actor, matter));
        const code = isFor ? codeOf(ties[index] ?? null) : 'PERMISSION_MISSING';
        if (code === null) return { mayDecide: true, whyNot: null, whoMay: [], missing: null };
        const may = await this.whoMay(matter);
        const missing = may.length > 0 ? null : await this.missing(matter);
        return { mayDecide: false, whyNot: whyNot(code), whoMay: may, missing };
      }),
    );
  }

  /** Accounts that may decide: the permission for the place, or a deputy's term, and no tie. Nearest places first. */
  async whoMay(matter: Matter, limit = NAMED): Promise<readonly PossibleDecider[]> {
    const now = this.clock.now();
    const rows = await this.unitOfWork.read<PossibleDecider & { role: Role }>(
      `select distinct on (length(path), "userId") "userId", "displayName", role, "divisionName" from (
         select u.id as "userId", u.display_name as "displayName", g.role, d.name as "divisionName", d.path
         from role_grant g join user_account u on u.id = g.user_id and u.status = 'ACTIVE' join division d on d.id = g.division_id
         where g.role = any ($1) and $2::text like d.path || '%' and g.valid_from <= $3
           and (g.valid_to is null or g.valid_to > $3)
         union all
         select u.id, u.display_name, g.role, d.name, ''
         from decision_deputy y join division p on p.id = y.division_id
         join user_account u on u.id = y.user_id and u.status = 'ACTIVE'
         join role_grant g on g.user_id = u.id and g.role = any ($1) and g.valid_from <= $3
           and (g.valid_to is null or g.valid_to > $3)
         join division d on d.id = g.division_id
         where $2::text like p.path || '%' and y.ended_at is null and $4::date between y.from_day and y.until_day) c
       where decision_tie("userId"::text, $5, $6, $7, $8) is null
       order by length(path) desc, "userId" limit $9`,
      [
        ...[this.rules.rolesWith(matter.permission), matter.divisionPath, now, localDayOf(now.getTime())],
        ...[matter.askedBy, matter.hands, matter.concerned, matter.beganAt, limit],
      ],
    );
    return rows.map((row) => ({ ...row, role: roles[row.role] }));
  }

  /** Who is missing where nobody may decide. */
  private async missing({ permission, divisionPath }: Matter): Promise<MissingDecider> {
    const [division] = await this.unitOfWork.read<{ name: string }>('select name from division where path = $1', [
      divisionPath,
    ]);
    const place = division?.name ?? '';
    const missing = this.rules.rolesWith(permission).map((role) => roles[role]);
    const sentence = `缺人：${place}及其上级没有可以决定此事的${missing.join('、')}（现有的都与此事有关或不在）。请上级增设，或由安全管理员指定邻近单位的人代理。`;
    return { place, roles: missing, sentence };
  }

  private async requirePlace(actor: Actor, matter: Matter, tx: Transaction): Promise<void> {
    if (!(await this.mayAct(actor, matter, tx))) requireScope(actor, matter.permission, matter.divisionPath);
  }

  private async mayAct(
    actor: Actor,
    { permission, divisionPath }: Pick<Matter, 'permission' | 'divisionPath'>,
    tx?: Transaction,
  ): Promise<boolean> {
    if (covers(actor, permission, divisionPath)) return true;
    if (actor.kind !== 'USER' || !holds(actor, permission)) return false;
    const sql = `select 1 from decision_deputy y join division p on p.id = y.division_id
      where y.user_id = $1 and $2::text like p.path || '%' and y.ended_at is null and $3::date between y.from_day and y.until_day`;
    const parameters = [actor.userId, divisionPath, localDayOf(this.clock.nowMs())];
    const rows = tx ? await tx.query(sql, parameters) : await this.unitOfWork.read(sql, parameters);
    return rows.length > 0;
  }
}

function codeOf(tie: Tie | null): TieCode | null {
  return tie === null ? null : CODES[tie];
}

function whyNot(code: TieCode | 'PERMISSION_MISSING') {
  const sentence =
    code === 'PERMISSION_MISSING'
      ? '这件事项不在您的权限或区划范围内，请由下列人员决定。'
      : decisionErrors.refuse(code).sentence;
  return { code, sentence };
}
