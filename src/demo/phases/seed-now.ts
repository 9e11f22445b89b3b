import { addDays, startOfDayMs } from '../../kernel/local-day';
import { SignUp } from '../../service/activities';
import { commandOf, type DemoStage, instantOf, type SeededVolunteer } from '../demo-world';
import { attendDuty } from '../practice/duty-people';
import { announceDuty, dutyTeams } from '../practice/duty-shifts';
import { PracticeDesk } from '../practice/practice-desk';

const MINUTE_MS = 60_000;
const SLOT_MS = 4 * 60 * MINUTE_MS;
/** The people of the duty come in these minutes before it begins. */
const ARRIVALS_BEFORE_MINUTES = [9, 6, 3];

/**
 * A shift is on at this moment, whatever hour it is: announced yesterday, with people who have come, one who has not, and
 * the resident of the demo, who is expected.
 */
export async function seedNow(stage: DemoStage, resident: SeededVolunteer | null): Promise<void> {
  const { time, today, nowMs, useCases } = stage;
  const startMs = startOfDayMs(today) + Math.floor((nowMs - startOfDayMs(today)) / SLOT_MS) * SLOT_MS;
  const announcedAtMs = instantOf(addDays(today, -1), 16);
  await time.at(announcedAtMs, async () => {
    const desk = await deskOf(stage);
    for (const team of await dutyTeams(desk)) await announceDuty(desk, team, today, startMs);
  });
  const [shift] = await time.at(announcedAtMs, async () =>
    (await deskOf(stage)).read<{ shiftId: string; positionId: string }>(
      `select s.id as "shiftId", p.position_id as "positionId" from shift s join activity a on a.id = s.activity_id
       join shift_position p on p.shift_id = s.id join division d on d.id = a.division_id
       where s.starts_at = $1 and a.created_at = $2 order by d.code limit 1`,
      [new Date(startMs), new Date(announcedAtMs)],
    ),
  );
  if (shift && resident) {
    const command = { ...shift, confirmsLoad: true };
    await time.at(announcedAtMs + 60 * MINUTE_MS, () =>
      useCases.get(SignUp).execute(commandOf(resident.actor), command),
    );
  }
  for (const minutes of ARRIVALS_BEFORE_MINUTES) {
    await time.at(startMs - minutes * MINUTE_MS, async () => attendDuty(await deskOf(stage)));
  }
}

async function deskOf({ useCases }: DemoStage): Promise<PracticeDesk> {
  const desk = await PracticeDesk.open(useCases);
  if (!desk) throw new Error('the demo has no street');
  return desk;
}
