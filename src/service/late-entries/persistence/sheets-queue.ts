import { deputyIdsOf } from '../../../people/teams';
import { scopesOf } from '../../../platform/foundation/actor/actor';
import { belowScopes, type WaitingQueue } from '../../../platform/security/waiting';

/** Sheets that wait for a reading: `listWaitingSheets`. */
export const sheetsQueue: WaitingQueue = {
  code: 'PAPER_SHEETS',
  name: '纸质签到表',
  unit: '张',
  permission: 'attendance.run',
  scopesOf: (actor) => scopesOf(actor, 'attendance.run'),
  from: `paper_sheet p join shift s on s.id = p.shift_id join activity a on a.id = s.activity_id
    join team t on t.id = a.team_id join division d on d.id = a.division_id
    where p.status <> 'APPLIED'
      and (t.leader_volunteer_id = $3 or $3 = any (${deputyIdsOf('t')}) or ${belowScopes('d.path')})`,
  since: 'p.created_at',
  // Where two readings differ, each may type the own one again.
  own: `p.status = 'ENTERING' and exists (
    select 1 from paper_sheet_entry e where e.sheet_id = p.id and e.entered_by = $2)`,
  hasOwnRows: true,
};
