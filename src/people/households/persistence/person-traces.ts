/** How a household was found out. Taken away when the account is closed; $1 is the volunteer. */
export const personTraces = [`update household_member set source = '(已注销)' where volunteer_id = $1`] as const;
