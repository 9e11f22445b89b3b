import type { Matter } from '../../../../platform/security/decisions';

/** What a registration was, for who decides about it. */
export interface Registration {
  readonly id: string;
  readonly divisionPath: string;
  readonly by: string;
  readonly at: Date;
}

/** What the guard needs to know of a registration that waits: who registered somebody does not say that it is right. */
export function registrationMatter({ id, divisionPath, by, at }: Registration): Matter {
  return { permission: 'volunteer.review', divisionPath, askedBy: by, hands: [], concerned: [id], beganAt: at };
}
