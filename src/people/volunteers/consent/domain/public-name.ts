import type { LocalDay } from '../../../../kernel/local-day';
import { type ConsentPurpose, isMinorOn, maskName } from '../../person/domain';

/** Every place where people who are no staff may read who somebody is. */
export const publicPlaces = [
  'PUBLICITY',
  'SELECTION',
  'SELECTION_REPORT',
  'RANKING',
  'HONOURS',
  'OBJECTION',
  'VERIFICATION',
  'KIOSK',
  'CARD',
  'SMS',
] as const;
export type PublicPlace = (typeof publicPlaces)[number];

/** Consents that all have to be open for a full name. null: there is never one. */
const NEEDED: Readonly<Record<PublicPlace, readonly ConsentPurpose[] | null>> = {
  PUBLICITY: ['NAME_PUBLICITY'],
  SELECTION: ['RANKING_DISPLAY'],
  SELECTION_REPORT: ['RANKING_DISPLAY', 'NAME_PUBLICITY'],
  RANKING: null,
  HONOURS: ['RANKING_DISPLAY'],
  OBJECTION: null,
  VERIFICATION: null,
  KIOSK: null,
  // The owner carries it and it has to be told from others; but a child may lose it.
  CARD: [],
  // A phone may be shared by a family.
  SMS: null,
};

export interface NamedPerson {
  /** null after the account was closed. */
  readonly name: string | null;
  readonly birthDate: LocalDay | null;
  readonly consents: readonly ConsentPurpose[];
}

export interface PublicName {
  readonly text: string;
  readonly isMasked: boolean;
  /** False after the account was closed: then the text is a star alone. */
  readonly isKnown: boolean;
}

/**
 * Rules §2 and §6: how somebody is called in public. The full name stands only where the person agreed to all that the
 * place asks for; that of a minor, or of somebody whose age is unknown, never.
 */
export function publicNameOf(person: NamedPerson, place: PublicPlace, today: LocalDay): PublicName {
  if (person.name === null) return { text: '*', isMasked: true, isKnown: false };
  const needed = NEEDED[place];
  const isAdult = person.birthDate !== null && !isMinorOn(person.birthDate, today);
  const isNamed = needed !== null && isAdult && needed.every((purpose) => person.consents.includes(purpose));
  return { text: isNamed ? person.name : maskName(person.name), isMasked: !isNamed, isKnown: true };
}
