/** What was written about somebody. Taken away when the account is closed; $1 is the volunteer. */
export const personTraces = [
  `update sanction set reason = '(已注销)' where volunteer_id = $1`,
  `update registration_visit set note = '(已注销)' where volunteer_id = $1 and note is not null`,
  `update spot_check_item set note = null where volunteer_id = $1`,
] as const;
