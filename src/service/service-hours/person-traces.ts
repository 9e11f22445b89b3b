/** What was said about records of theirs, and what they said themselves. Taken away when the account is closed; $1 is the volunteer. */
export const personTraces = [
  `update service_record set decision_reason = case when decision_reason is not null then '(已注销)' end, proposal_reason = case when proposal_reason is not null then '(已注销)' end where volunteer_id = $1`,
  `update record_objection set grounds = '(已注销)', answer = case when answer is not null then '(已注销)' end, evidence = null
   where raised_by_volunteer_id = $1 or record_id in (select id from service_record where volunteer_id = $1)`,
] as const;
