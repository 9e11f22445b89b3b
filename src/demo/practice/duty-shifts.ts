import { addDays, type LocalDay, startOfDayMs } from '../../kernel/local-day';
import { DomainError } from '../../kernel/domain-error';
import { AddShifts, CreateActivity, PublishActivity, SignUp } from '../../service/activities';
import type { PracticeDesk, PracticePerson, PracticePlace } from './practice-desk';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
/** A day and night of duty, in shifts: whatever hour it is, one is on. */
const SHIFT_HOURS = 4;
const SLOT_MS = SHIFT_HOURS * HOUR_MS;
const DAY_HOURS = 24;
/** A shift that would be over sooner goes on to the end of the next one. */
export const SHORTEST_MS = 40 * MINUTE_MS;
/** A shift of now begins in a minute: nothing is made that began before it was announced. */
const LEAD_MS = MINUTE_MS;
/** By then the shifts of the next day have been announced. */
const AHEAD_MS = 2 * HOUR_MS;
export const DUTY_PEOPLE = 6;
const SEATS = 12;
/** So many communities have a duty: one by the rotating code, the other one too, with another leader. */
const PLACES = 2;
export const DUTY_TITLE = '平安值守与便民服务';

export interface DutyTeam {
  readonly id: string;
  readonly place: PracticePlace;
  readonly leader: PracticePerson;
}

/** The teams that keep the duty: the residents' of the first communities. */
export async function dutyTeams(desk: PracticeDesk): Promise<readonly DutyTeam[]> {
  const teams: DutyTeam[] = [];
  for (const place of desk.places.slice(0, PLACES)) {
    const [team] = await desk.read<{ id: string }>(
      `select id from team where division_id = $1 and kind = 'RESIDENT' and status = 'ACTIVE' order by name limit 1`,
      [place.id],
    );
    const leader = team ? await desk.leaderOf(team.id) : null;
    if (team && leader) teams.push({ id: team.id, place, leader });
  }
  return teams;
}

/**
 * Where the shifts of a day begin and end, from an instant on; the first one at the instant itself. What would be too
 * short before midnight goes on into the night.
 */
export function dutySpans(
  day: LocalDay,
  fromMs: number,
): readonly { readonly startMs: number; readonly endMs: number }[] {
  const midnightMs = startOfDayMs(day);
  const spans: { startMs: number; endMs: number }[] = [];
  for (let slot = 0; slot < DAY_HOURS / SHIFT_HOURS; slot += 1) {
    const endMs = midnightMs + (slot + 1) * SLOT_MS;
    const startMs = Math.max(endMs - SLOT_MS, spans.at(-1)?.endMs ?? 0, fromMs);
    if (endMs - startMs >= SHORTEST_MS) spans.push({ startMs, endMs });
  }
  if (spans.length > 0) return spans;
  const nightEndMs = midnightMs + DAY_HOURS * HOUR_MS + SLOT_MS;
  return [{ startMs: Math.max(fromMs, midnightMs), endMs: nightEndMs }];
}

/** Announces the duty of a day and signs the people of each shift up. */
export async function announceDuty(desk: PracticeDesk, team: DutyTeam, day: LocalDay, fromMs: number): Promise<void> {
  const spans = dutySpans(day, fromMs);
  const { leader, place } = team;
  const shifts = spans.map(({ startMs, endMs }) => ({ startsAt: isoOf(startMs), endsAt: isoOf(endMs) }));
  const draft = await desk.useCases.get(CreateActivity).execute(desk.command(leader.actor, 'duty', team.id, day), {
    ...{ teamId: team.id, title: titleOf(place, day), kind: 'SERVICE', category: 'OTHER' },
    ...{ placeName: `${place.name}值守点`, riskLevel: 'LOW', checkInModes: ['CODE', 'ROLL_CALL', 'STAFF', 'KIOSK'] },
    description: '日夜轮班：巡楼道、看消防通道、接待居民。手机扫码签到，队长可以点名。',
    positions: [{ name: '值守队员', duty: 'MEMBER', capacity: SEATS }],
    shifts,
  });
  const activity = await desk.useCases
    .get(PublishActivity)
    .execute(desk.command(leader.actor, 'duty-publish', team.id, day), { activityId: draft.id });
  await signUpAll(desk, team, activity);
}

/**
 * Sees to it that a shift is on at every duty: announces the day where that has not been done, puts another shift in where
 * somebody closed or cancelled the one that was on, and announces the next day before midnight.
 *
 * @returns how many shifts were missing.
 */
export async function keepDuty(desk: PracticeDesk): Promise<number> {
  let missing = 0;
  for (const team of await dutyTeams(desk)) {
    if (!(await isCovered(desk, team))) {
      missing += 1;
      await coverNow(desk, team);
    }
    const tomorrow = addDays(desk.day, 1);
    if (startOfDayMs(tomorrow) - desk.nowMs > AHEAD_MS || (await dutyOf(desk, team, tomorrow))) continue;
    const fromMs = Math.max(startOfDayMs(tomorrow), await lastEndMs(desk, team));
    await once(() => announceDuty(desk, team, tomorrow, fromMs));
  }
  return missing;
}

async function isCovered(desk: PracticeDesk, team: DutyTeam): Promise<boolean> {
  const rows = await desk.read(
    `select 1 from shift s join activity a on a.id = s.activity_id
     where a.team_id = $1 and a.status = 'PUBLISHED' and a.title like '%' || $3 || '%' and s.status = 'SCHEDULED'
       and s.starts_at <= $2::timestamptz + interval '2 minutes' and coalesce(s.extended_to, s.ends_at) > $2 limit 1`,
    [team.id, new Date(desk.nowMs), DUTY_TITLE],
  );
  return rows.length > 0;
}

/** When the last shift that has been announced is over; 0 where there is none. */
async function lastEndMs(desk: PracticeDesk, team: DutyTeam): Promise<number> {
  const [row] = await desk.read<{ endsAt: Date | null }>(
    `select max(s.ends_at) as "endsAt" from shift s join activity a on a.id = s.activity_id
     where a.team_id = $1 and a.title like '%' || $2 || '%' and s.status <> 'CANCELLED'`,
    [team.id, DUTY_TITLE],
  );
  return row?.endsAt?.getTime() ?? 0;
}

async function coverNow(desk: PracticeDesk, team: DutyTeam): Promise<void> {
  const startMs = Math.ceil(desk.nowMs / MINUTE_MS) * MINUTE_MS + LEAD_MS;
  const known = await dutyOf(desk, team, desk.day);
  if (!known) {
    await once(() => announceDuty(desk, team, desk.day, startMs));
    return;
  }
  const [next] = await desk.read<{ startsAt: Date }>(
    `select starts_at as "startsAt" from shift where activity_id = $1 and status = 'SCHEDULED' and starts_at > $2
     order by starts_at limit 1`,
    [known.id, new Date(desk.nowMs)],
  );
  const midnightMs = startOfDayMs(addDays(desk.day, 1));
  const endMs = next?.startsAt.getTime() ?? (midnightMs - startMs < SHORTEST_MS ? midnightMs + SLOT_MS : midnightMs);
  if (endMs - startMs < MINUTE_MS) return;
  await once(async () => {
    const key = ['duty-again', team.id, known.shiftCount];
    const shifts = [{ startsAt: isoOf(startMs), endsAt: isoOf(endMs) }];
    const activity = await desk.useCases
      .get(AddShifts)
      .execute(desk.command(team.leader.actor, ...key), { activityId: known.id, shifts });
    await signUpAll(desk, team, activity);
  });
}

/** Two at once ask for the same: the second finds it done. */
async function once(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof DomainError && error.code === 'IDEMPOTENCY_KEY_REUSED')) throw error;
  }
}

async function dutyOf(desk: PracticeDesk, team: DutyTeam, day: LocalDay) {
  const [row] = await desk.read<{ id: string; shiftCount: number }>(
    `select a.id, (select count(*)::int from shift s where s.activity_id = a.id) as "shiftCount"
     from activity a where a.team_id = $1 and a.title = $2 and a.status = 'PUBLISHED' limit 1`,
    [team.id, titleOf(team.place, day)],
  );
  return row ?? null;
}

interface AnnouncedDuty {
  readonly positions: readonly { readonly id: string }[];
  readonly shifts: readonly {
    readonly id: string;
    readonly startsAt: string;
    readonly endsAt: string;
    readonly status: string;
  }[];
}

async function signUpAll(desk: PracticeDesk, team: DutyTeam, activity: AnnouncedDuty): Promise<void> {
  const [position] = activity.positions;
  if (!position) return;
  for (const { id, startsAt, endsAt, status } of activity.shifts) {
    if (status !== 'SCHEDULED' || Date.parse(endsAt) <= desk.nowMs) continue;
    // Two at once choose the same people, whoever of them is signed up already.
    const people = await desk.people({
      ...{ place: team.place, count: DUTY_PEOPLE, salt: `duty-${startsAt}`, values: [startsAt, endsAt, id] },
      where: `not exists (select 1 from signup g join shift s on s.id = g.shift_id
        where g.volunteer_id = v.id and g.status = 'CONFIRMED' and s.starts_at < $5::timestamptz
          and s.ends_at > $4::timestamptz and s.id <> $6::uuid)`,
    });
    const [taken] = await desk.read<{ count: number }>(
      'select count(*)::int as count from signup where shift_id = $1',
      [id],
    );
    if ((taken?.count ?? 0) >= DUTY_PEOPLE) continue;
    for (const person of people) {
      await desk.useCases.get(SignUp).execute(desk.command(person.actor, 'duty-sign-up', id), {
        shiftId: id,
        positionId: position.id,
        confirmsLoad: true,
      });
    }
  }
}

function titleOf(place: PracticePlace, day: LocalDay): string {
  return `${place.name}${DUTY_TITLE}（${Number(day.slice(5, 7))}月${Number(day.slice(8, 10))}日）`;
}

function isoOf(epochMs: number): string {
  return new Date(epochMs).toISOString();
}
