/** What was said about old hours of theirs, and what they said. Taken away when the account is closed; $1 is the volunteer. */
export const personTraces = [
  `update opening_objection set grounds = '(已注销)', answer = case when answer is not null then '(已注销)' end, evidence = null
   where raised_by_volunteer_id = $1 or volunteer_id = $1`,
] as const;
