/** The holder leaves the document; number, period, figures, state and code stay and can be verified. Taken away when the account is closed; $1 is the volunteer. */
export const personTraces = [
  `update certificate set purpose = null, decline_reason = case when decline_reason is not null then '(已注销)' end,
     end_reason = case when status = 'REVOKED' then '(已注销)' else end_reason end,
     content = case when content is not null then
       content || jsonb_build_object('holder', content->'holder' || '{"name": "", "maskedName": "", "maskedIdNumber": ""}') end
   where volunteer_id = $1`,
] as const;
