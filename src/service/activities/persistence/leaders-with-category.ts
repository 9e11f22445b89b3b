import type { CategoryUse } from '../../../place/kinds';

/** Leaders of teams whose drafts and coming activities are of a category, or who held one within a year. */
export const leadersWithCategory: CategoryUse = async (tx, { code, divisionPath, now }) => {
  const rows = await tx.query<{ volunteerId: string }>(
    `select distinct t.leader_volunteer_id as "volunteerId"
     from activity a join division d on d.id = a.division_id join team t on t.id = a.team_id
     where a.category = $1 and starts_with(d.path, $2) and t.status = 'ACTIVE' and t.leader_volunteer_id is not null
       and a.status <> 'CANCELLED' and a.created_at > $3::timestamptz - interval '1 year' order by 1`,
    [code, divisionPath, now],
  );
  return rows.map(({ volunteerId }) => volunteerId);
};
