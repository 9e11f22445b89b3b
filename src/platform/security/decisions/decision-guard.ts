import { Injectable } from '@nestjs/common';
import type { DomainError } from '../../../kernel/domain-error';
import { localDayOf } from '../../../kernel/local-day';
import { Clock } from '../../foundation/clock/clock';
import { type Transaction, UnitOfWork } from '../../data/database/unit-of-work';
import { requireScope } from '../identity/access';
import { type Actor, actorIdOf, covers, holds, scopesOf } from '../../foundation/actor/actor';
import type { Permission } from '../../foundation/actor/permissions';
import { decisionErrors, type TieCode } from './decision-errors';
import type { Matter } from './decision-matter';
import { PersonTies, type Tie, type TieFacts } from './person-ties';
import { type Instead, PossibleDeciders } from './possible-deciders';

/** Where somebody stands to a thing: said before the click. Who may instead is told where the asker may not. */
export interface Standing extends Instead {
  readonly mayDecide: boolean;
  readonly whyNot: { readonly code: string; readonly sentence: string } | null;
}

const CODES: Readonly<Record<Tie, TieCode>> = {
  OWN: 'DECISION_OWN',
  HOUSEHOLD: 'DECISION_OWN_HOUSEHOLD',
  LEADER: 'DECISION_OWN_LEADER',
  TEAM: 'RECORD_OWN_TEAM',
  HANDS: 'DECISION_HANDS_IN_IT',
  ASKED: 'DECISION_SAME_PERSON',
};
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
    private readonly possible: PossibleDeciders,
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
    const instead = await this.possible.instead(
      matters.filter((_, index) => refusals[index] !== null),
      decider,
    );
    const next = instead[Symbol.iterator]();
    return refusals.map((refusal) => {
      if (refusal === null) return { ...NOBODY, mayDecide: true };
      const { code, sentence } = refusal;
      return { ...NOBODY, ...next.next().value, whyNot: { code, sentence } };
    });
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
