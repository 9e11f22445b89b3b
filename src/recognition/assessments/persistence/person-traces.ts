/** Notes of assessments. Taken away when the account is closed; $1 is the volunteer. */
export const personTraces = [
  `update assessment set note = null, void_reason = case when void_reason is not null then '(已注销)' end
   where appointment_id in (select id from head_appointment where volunteer_id = $1)`,
] as const;
