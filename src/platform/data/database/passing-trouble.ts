import { isConnectionLost } from './lost-connection';
import { DoneAtTheSameMoment, sqlStateOf } from './unit-of-work';

/**
 * Connection (08), resources (53), operator (57); a transaction that others were in the way of until every try was used up
 * (40), that waited too long for a lock (55P03) or idled too long because its process stood still (25P03).
 */
const PASSING_STATES = /^(08|40|53|57|55P03|25P03)/;

/** True where the same may succeed a little later: nothing is wrong with what was asked for, nor with the program. */
export function isPassingTrouble(error: unknown): boolean {
  return (
    PASSING_STATES.test(sqlStateOf(error) ?? '') || error instanceof DoneAtTheSameMoment || isConnectionLost(error)
  );
}
