/**
 * Answers that are kept for repeated requests and speak of the person, and those to the person's own requests. $1 is the
 * volunteer. The command stays known, so that it is not carried out a second time.
 */
export const personTraces = [
  `update command_key k set response = '{"isForgotten": true}'
   from volunteer v
   where v.id = $1::uuid and k.response is not null
     and (strpos(k.response::text, v.id::text) > 0 or strpos(k.response::text, v.name) > 0
       or k.actor_id in (select u.id::text from user_account u where u.volunteer_id = v.id))`,
  'delete from guardian_request where volunteer_id = $1',
  'delete from guardian where volunteer_id = $1',
  'delete from reveal_approval where volunteer_id = $1',
  'delete from identity_correction where volunteer_id = $1',
] as const;
