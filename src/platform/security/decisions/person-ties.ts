import type { Transaction } from '../../data/database/unit-of-work';

/** What ties somebody to a thing that is to be decided; the first that holds, in this order. */
export type Tie = 'OWN' | 'HOUSEHOLD' | 'LEADER' | 'TEAM' | 'HANDS' | 'ASKED';

/** The team that held a shift: who led it, or stood in for its leader, since the shift was on the plan. */
export interface TeamOfShift {
  readonly teamId: string;
  readonly shiftId: string;
}

/** What a tie is looked for in. Actors as `actorIdOf` writes them. */
export interface TieFacts {
  readonly askedBy: string;
  /** Other actors whose hands are in it: recorders, scorers, who issued a device. */
  readonly hands: readonly string[];
  /** The volunteers it is about. */
  readonly concerned: readonly string[];
  /** When the thing itself began: a tie counts as of any time since then. */
  readonly beganAt: Date;
  /** A team that does not decide what its own people did on a shift: neither who leads it nor their households. */
  readonly outsideOf?: TeamOfShift;
}

/**
 * Which accounts are one person, and who is tied to whom. Filled by the modules that know people; the same SQL functions
 * stand behind the triggers, so that there is one rule.
 */
export abstract class PersonTies {
  /** The tie of each decider to each thing, in the order given: `ties[i]` belongs to `pairs[i]`; null where none holds. */
  abstract between(
    pairs: readonly { readonly decider: string; readonly facts: TieFacts }[],
    tx?: Transaction,
  ): Promise<readonly (Tie | null)[]>;

  /** Whether two actors count as one person: the same, of one person, of one household, made and not yet opened. */
  abstract areOnePerson(one: string, other: string, since: Date, tx?: Transaction): Promise<boolean>;
}
