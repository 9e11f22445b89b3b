/** Excuses, and where somebody stood. Taken away when the account is closed; $1 is the volunteer. */
export const personTraces = [
  `update signup_excuse set reason = '(已注销)', decision_reason = case when decision_reason is not null then '(已注销)' end where volunteer_id = $1`,
  `delete from punch_position where volunteer_id = $1`,
] as const;
