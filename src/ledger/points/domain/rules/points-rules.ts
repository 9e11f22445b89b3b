import { dayCap } from './day-cap';
import { emergencyBonus } from './emergency-bonus';
import { firstTimeBonus } from './first-time-bonus';
import { leaderBonus } from './leader-bonus';
import { monthCap } from './month-cap';
import { recordCap } from './record-cap';

/** What is added to the time of a record, in the order in which an explanation names it. */
export const bonusRules = [leaderBonus, firstTimeBonus, emergencyBonus] as const;

/** What limits time and bonuses together, one after the other. The order is what people read of what they lost. */
export const capRules = [recordCap, dayCap, monthCap] as const;

type Figures<Rules extends readonly { readonly figure: string; readonly schema: unknown }[]> = {
  [Rule in Rules[number] as Rule['figure']]: Rule['schema'];
};

/** The figures that rules bring into a policy, as members of its schema. */
export function figuresOf<const Rules extends readonly { readonly figure: string; readonly schema: unknown }[]>(
  rules: Rules,
): Figures<Rules> {
  return Object.fromEntries(rules.map(({ figure, schema }) => [figure, schema])) as Figures<Rules>;
}
