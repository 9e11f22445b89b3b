/** What is shown masked and can be seen in full by a role, for a reason, with an audit line. */
export const revealFields = ['ID_NUMBER', 'PHONE', 'ADDRESS', 'EMERGENCY_CONTACT'] as const;
export type RevealField = (typeof revealFields)[number];

/** How long an approval to look at a minor's data lasts. */
export const APPROVAL_MINUTES = 30;
