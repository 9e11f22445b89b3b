/** Why people cancelled. Taken away when the account is closed; $1 is the volunteer. */
export const personTraces = [`update signup set cancel_reason = null where volunteer_id = $1`] as const;
