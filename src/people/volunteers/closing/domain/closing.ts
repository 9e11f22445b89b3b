/** Why an account is closed. Codes only: free text might name the person who is to be forgotten. */
export const closingReasons = ['OWN_WISH', 'MOVED_AWAY', 'DECEASED', 'DUPLICATE', 'REGISTERED_WRONGLY'] as const;
export type ClosingReason = (typeof closingReasons)[number];
