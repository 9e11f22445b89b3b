/** Why somebody was off duty. Taken away when the account is closed; $1 is the volunteer. */
export const personTraces = [`update duty_exception set reason = '(已注销)' where volunteer_id = $1`] as const;
