import { createHash } from 'node:crypto';
import { DomainError } from '../../kernel/domain-error';
import { localDayOf, startOfDayMs } from '../../kernel/local-day';
import { CloseShift } from '../../service/activities';
import { RecordPunch, ShowCode } from '../../service/attendance';
import { DUTY_PEOPLE, DUTY_TITLE, type DutyTeam, dutyTeams, SHORTEST_MS } from './duty-shifts';
import type { PracticeDesk, PracticePerson } from './practice-desk';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
/** Of the people of a shift, so many do not come: the leader sees whom to call. */
const LATE = 1;
/** So many arrive or leave at once; more would look like one person with many phones. */
const AT_ONCE = 2;
const LEAVES_BEFORE_END_MS = 10 * MINUTE_MS;
const CLOSES_AFTER_END_MS = 5 * MINUTE_MS;
/** In the shift that ends at noon somebody forgets to check out. */
const FORGETFUL_UNTIL_MS = 12 * HOUR_MS;

interface DutyShift {
  readonly id: string;
  readonly positionId: string;
  readonly startMs: number;
  readonly endMs: number;
}

/**
 * Lets the people of the shifts that are on come, and leave before the end, a few at a time; the leader closes the shift
 * when the last have left. Whoever has an account of their own comes by themselves.
 *
 * @returns how many punches were made.
 */
export async function attendDuty(desk: PracticeDesk): Promise<number> {
  let punches = 0;
  for (const team of await dutyTeams(desk)) {
    for (const shift of await openShifts(desk, team)) {
      // Whoever practises may have closed it, or called the roll, a moment ago.
      await unlessRefused(async () => {
        if (desk.nowMs >= shift.endMs + CLOSES_AFTER_END_MS) return closeDuty(desk, team, shift);
        const isShort = shift.endMs - shift.startMs < SHORTEST_MS;
        const isLeaving = !isShort && desk.nowMs >= shift.endMs - LEAVES_BEFORE_END_MS;
        const people = isLeaving ? await present(desk, shift) : await awaited(desk, shift);
        for (const person of people) {
          await punch(desk, team, { shift, person, direction: isLeaving ? 'OUT' : 'IN' });
          punches += 1;
        }
      });
    }
  }
  return punches;
}

async function closeDuty(desk: PracticeDesk, team: DutyTeam, shift: DutyShift): Promise<void> {
  await desk.useCases
    .get(CloseShift)
    .execute(desk.command(team.leader.actor, 'duty-close', shift.id), { shiftId: shift.id });
}

async function openShifts(desk: PracticeDesk, team: DutyTeam): Promise<readonly DutyShift[]> {
  const rows = await desk.read<{ id: string; positionId: string; startsAt: Date; endsAt: Date }>(
    `select s.id, sp.position_id as "positionId", s.starts_at as "startsAt", coalesce(s.extended_to, s.ends_at) as "endsAt"
     from shift s join activity a on a.id = s.activity_id join shift_position sp on sp.shift_id = s.id
     where a.team_id = $1 and a.status = 'PUBLISHED' and a.title like '%' || $3 || '%' and s.status = 'SCHEDULED'
       and s.starts_at <= $2::timestamptz + interval '10 minutes'
     order by s.starts_at`,
    [team.id, new Date(desk.nowMs), DUTY_TITLE],
  );
  return rows.map(({ startsAt, endsAt, ...row }) => ({ ...row, startMs: startsAt.getTime(), endMs: endsAt.getTime() }));
}

/** Who has signed up and not come; the last ones stay away. */
async function awaited(desk: PracticeDesk, shift: DutyShift): Promise<readonly PracticePerson[]> {
  const people = await attendees(
    desk,
    shift,
    `not exists (select 1 from attendance t
    where t.shift_id = $4 and t.volunteer_id = v.id)`,
  );
  const [come] = await desk.read<{ count: number }>(
    'select count(*)::int as count from attendance where shift_id = $1',
    [shift.id],
  );
  const due = DUTY_PEOPLE - LATE - (come?.count ?? 0);
  return people.slice(0, Math.max(0, Math.min(AT_ONCE, due)));
}

async function present(desk: PracticeDesk, shift: DutyShift): Promise<readonly PracticePerson[]> {
  const people = await attendees(
    desk,
    shift,
    `exists (select 1 from attendance t
    where t.shift_id = $4 and t.volunteer_id = v.id and t.state = 'IN')`,
  );
  const forgets = shift.endMs === startOfDayMs(localDayOf(shift.endMs)) + FORGETFUL_UNTIL_MS ? 1 : 0;
  return people.slice(forgets).slice(0, AT_ONCE);
}

function attendees(desk: PracticeDesk, shift: DutyShift, condition: string): Promise<PracticePerson[]> {
  return desk.people({
    ...{ place: desk.street, count: DUTY_PEOPLE, salt: shift.id, values: [shift.id] },
    where: `exists (select 1 from signup g where g.shift_id = $4 and g.volunteer_id = v.id and g.status = 'CONFIRMED')
      and ${condition}`,
  });
}

async function punch(
  desk: PracticeDesk,
  team: DutyTeam,
  made: { readonly shift: DutyShift; readonly person: PracticePerson; readonly direction: 'IN' | 'OUT' },
): Promise<void> {
  const { shift, person, direction } = made;
  const { digits } = await desk.useCases.get(ShowCode).execute(team.leader.actor, shift.id, direction);
  await desk.useCases.get(RecordPunch).execute(person.actor, {
    ...{ punchId: punchIdOf(shift, person, direction), shiftId: shift.id, direction, code: digits },
    deviceSentAt: new Date(desk.nowMs).toISOString(),
  });
}

/** One coming and one leaving per person and shift, however often this runs. */
function punchIdOf(shift: DutyShift, person: PracticePerson, direction: string): string {
  const hex = createHash('sha256').update(`${shift.id}/${person.id}/${direction}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

async function unlessRefused(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
  }
}
