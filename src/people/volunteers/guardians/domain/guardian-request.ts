/**
 * What became of a request. EXPIRED: nobody answered in time; REPLACED: staff asked anew, or another way was found; ENDED:
 * the child that was agreed for has come of age.
 */
export const guardianStates = [
  'WAITING',
  'CONFIRMED',
  'DENIED',
  'BLOCKED',
  'EXPIRED',
  'REPLACED',
  'WITHDRAWN',
  'ENDED',
] as const;
export type GuardianState = (typeof guardianStates)[number];

/** What staff should look at before they rely on a consent that came by text. */
export const guardianFlags = ['CHILD_WITHOUT_PHONE', 'PHONE_OF_MINOR', 'PHONE_OF_SEVERAL'] as const;
export type GuardianFlag = (typeof guardianFlags)[number];

/** Who is asked, and about whom. Kept as one sealed text while it is needed. */
export interface GuardianDetails {
  /** The child, as the registration names it. */
  readonly childName: string;
  readonly name: string;
  /** Of the guardian to the child, e.g. 母亲. */
  readonly relation: string;
  /** Eleven digits. */
  readonly phone: string;
}

/** Whether somebody wrote the name that stands in the registration; spaces, dots and the width of letters do not matter. */
export function isSameName(typed: string, registered: string): boolean {
  return bare(typed) !== '' && bare(typed) === bare(registered);
}

function bare(name: string): string {
  return name
    .normalize('NFKC')
    .replace(/[\s·•.・]/g, '')
    .toLowerCase();
}

/** What is known of a guardian's phone. */
export interface PhoneFacts {
  /** Whether the child has a phone: without one, the only phone of the child may be named as the guardian's. */
  readonly hasChildPhone: boolean;
  /** Whether a volunteer under 18 is registered with it, the child itself or another. */
  readonly isOfMinor: boolean;
  /** How many other children name it. */
  readonly otherChildren: number;
}

/** What stands out about a guardian's phone. */
export function flagsOf(facts: PhoneFacts): readonly GuardianFlag[] {
  return [
    ...(facts.hasChildPhone ? [] : (['CHILD_WITHOUT_PHONE'] as const)),
    ...(facts.isOfMinor ? (['PHONE_OF_MINOR'] as const) : []),
    ...(facts.otherChildren > 0 ? (['PHONE_OF_SEVERAL'] as const) : []),
  ];
}

/** The text message that brings the link. It names the child as little as a stranger may know. */
export function guardianText(facts: {
  readonly place: string;
  readonly maskedChild: string;
  readonly days: number;
  readonly link: string;
}): string {
  const { place, maskedChild, days, link } = facts;
  return `${place}：${maskedChild}登记为志愿者，写您是监护人，要您点头才能参加活动。请点开看明白再决定：${link} ${String(days)} 天内有效。不是您的孩子，也请点开告诉我们。`;
}
