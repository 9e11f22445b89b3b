/** What people wrote when they asked to join, and what they were told. Taken away when the account is closed; $1 is the volunteer. */
export const personTraces = [
  `update team_membership set message = null, decline_reason = null where volunteer_id = $1`,
] as const;
