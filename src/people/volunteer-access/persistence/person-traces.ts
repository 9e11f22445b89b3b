/** Phones that came and went. Taken away when the account is closed; $1 is the volunteer. */
export const personTraces = ['delete from phone_change where volunteer_id = $1'] as const;
