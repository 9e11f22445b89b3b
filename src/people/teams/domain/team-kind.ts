/** Code of a kind of team; which codes there are is a place's data (kinds). */
export type TeamKind = string;

export type TeamStatus = 'ACTIVE' | 'DISSOLVED';
export type MembershipStatus = 'REQUESTED' | 'ACTIVE' | 'DECLINED' | 'LEFT';
export const membershipStatuses = ['REQUESTED', 'ACTIVE', 'DECLINED', 'LEFT'] as const;

/** A partner unit's team names its unit; no other team has one to name. */
export function partnerUnitMissing(kind: TeamKind, partnerUnit: string | null): boolean {
  return kind === 'PARTNER_UNIT' && partnerUnit === null;
}
