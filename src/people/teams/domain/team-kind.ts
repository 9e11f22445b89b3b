/** Kinds of team. */
export const teamKinds = [
  'RESIDENT',
  'PARTY_MEMBER',
  'IN_SERVICE_PARTY_MEMBER',
  'OFFICE_STAFF',
  'COMMUNITY',
  'PARTNER_UNIT',
] as const;
export type TeamKind = (typeof teamKinds)[number];

export type TeamStatus = 'ACTIVE' | 'DISSOLVED';
export type MembershipStatus = 'REQUESTED' | 'ACTIVE' | 'DECLINED' | 'LEFT';
export const membershipStatuses = ['REQUESTED', 'ACTIVE', 'DECLINED', 'LEFT'] as const;

/** A partner unit's team names its unit; no other team has one to name. */
export function partnerUnitMissing(kind: TeamKind, partnerUnit: string | null): boolean {
  return kind === 'PARTNER_UNIT' && partnerUnit === null;
}
