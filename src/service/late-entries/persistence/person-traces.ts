/** Signatures on sheets of shifts the person led or attended; a namesake elsewhere keeps theirs. Taken away when the account is closed; $1 is the volunteer. */
export const personTraces = [
  `update paper_sheet p set
     leader_signature = case when p.leader_signature = v.name then '(已注销)' else p.leader_signature end,
     witness_signature = case when p.witness_signature = v.name then '(已注销)' else p.witness_signature end
   from volunteer v where v.id = $1 and v.name in (p.leader_signature, p.witness_signature)
     and exists (select 1 from shift s join activity a on a.id = s.activity_id join team t on t.id = a.team_id
       where s.id = p.shift_id and (t.leader_volunteer_id = v.id or exists (
         select 1 from attendance b where b.shift_id = s.id and b.volunteer_id = v.id)))`,
] as const;
