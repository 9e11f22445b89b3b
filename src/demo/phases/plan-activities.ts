import { addDays, type LocalDay } from '../../kernel/local-day';
import {
  dayOf,
  type DemoStage,
  instantOf,
  type SeededDivision,
  type SeededTeam,
  type SeededVolunteer,
} from '../demo-world';
import { planPresence } from '../generator/attendance';
import { catalogue, type CatalogueEntry, takesPlace } from '../generator/catalogue';
import type { SeededRandom } from '../generator/random';
import { planIncidents } from './plan-incidents';
import { isStillOpen, type PlannedActivity, type PlannedShift, type PlanPeople } from './planned-activity';

/** Weeks of sign-ups that lie ahead of today. */
const WEEKS_AHEAD = 2;
const WEEKS_PER_ACTIVITY = 13;
const MINUTE_MS = 60_000;
const EXTENSION_MS = 30 * MINUTE_MS;
/** People sign up at most so many days before. */
export const SIGN_UP_DAYS = 4;

/** Draws the whole year: what takes place, who comes and how they behave. All chance is drawn here, in one order. */
export function planActivities(
  stage: DemoStage,
  communities: readonly SeededDivision[],
  people: PlanPeople,
): readonly PlannedActivity[] {
  const bookings = new Bookings();
  return communities.flatMap((community, communityIndex) => {
    const crowd = new Crowd(stage.random, community, people);
    const incidents = planIncidents(stage, { community, communityIndex, ...people });
    for (const { shifts } of incidents) for (const shift of shifts) bookings.add(shift);
    const regular = catalogue.flatMap((entry) => {
      const team = people.teams.find((one) => one.communityCode === community.code && one.kind === entry.team);
      if (!team) throw new Error(`${community.name} has no team ${entry.team}`);
      const weeks = Array.from({ length: stage.scale.weeks + WEEKS_AHEAD + 1 }, (_, week) => week);
      const quarters = weeks
        .filter((week) => week % WEEKS_PER_ACTIVITY === 0)
        .map((first) => ({
          entry,
          team,
          community,
          shifts: weeks
            .slice(first, first + WEEKS_PER_ACTIVITY)
            .filter((week) => takesPlace(entry, week, communityIndex))
            .map((week) => {
              const day = dayOf(stage, week, entry.weekday - 1);
              return planShift(stage, entry, day, { candidates: crowd.of(entry, team, week), bookings });
            }),
        }));
      return quarters.filter(({ shifts }) => shifts.length > 0);
    });
    return [...regular, ...incidents];
  });
}

function planShift(
  stage: DemoStage,
  entry: CatalogueEntry,
  day: LocalDay,
  { candidates, bookings }: { readonly candidates: readonly SeededVolunteer[]; readonly bookings: Bookings },
): PlannedShift {
  const { random } = stage;
  const startMs = instantOf(day, 0, entry.startMinuteOfDay);
  const endMs = startMs + entry.durationMinutes * MINUTE_MS;
  const extendedToMs = random.chance(4) ? endMs + EXTENSION_MS : null;
  const eligible = candidates.filter(
    ({ id, activeFrom, person }) =>
      activeFrom < addDays(day, -SIGN_UP_DAYS) &&
      (entry.riskLevel !== 'HIGH' || person.age > 18) &&
      bookings.isFree(id, startMs, endMs),
  );
  const people = random.sample(eligible, random.between(...entry.people));
  const presences = planPresence(random, people, { startMs, endMs: extendedToMs ?? endMs }, entry.checkIn === 'CODE');
  bookings.add({ startMs, endMs, presences });
  return {
    day,
    startMs,
    endMs,
    extendedToMs,
    presences,
    isLeftOpen: random.chance(2),
    isUpcoming: isStillOpen(stage, extendedToMs ?? endMs),
  };
}

/** Who is expected when: nobody signs up for two shifts at once. */
class Bookings {
  private readonly byPerson = new Map<string, { readonly startMs: number; readonly endMs: number }[]>();

  isFree(volunteerId: string, startMs: number, endMs: number): boolean {
    return !(this.byPerson.get(volunteerId) ?? []).some((one) => one.startMs < endMs && startMs < one.endMs);
  }

  add({ startMs, endMs, presences }: Pick<PlannedShift, 'startMs' | 'endMs' | 'presences'>): void {
    for (const { person } of presences) {
      const booked = this.byPerson.get(person.id) ?? [];
      this.byPerson.set(person.id, [...booked, { startMs, endMs }]);
    }
  }
}

/** Who comes to what in one community. */
class Crowd {
  private readonly residents: readonly SeededVolunteer[];
  private readonly paid: ReadonlySet<string>;
  private readonly officers: readonly SeededVolunteer[];

  constructor(
    private readonly random: SeededRandom,
    community: SeededDivision,
    { volunteers, heads }: PlanPeople,
  ) {
    this.residents = volunteers.filter(({ communityCode }) => communityCode === community.code);
    this.paid = new Set(heads.filter(({ role }) => role === 'GRID_HEAD').map(({ volunteer }) => volunteer.id));
    this.officers = heads
      .filter(({ role, volunteer }) => role !== 'GRID_HEAD' && volunteer.communityCode === community.code)
      .map(({ volunteer }) => volunteer);
  }

  /** The paid grid heads serve on weekends only: on weekdays they would be on duty. */
  of(entry: CatalogueEntry, team: SeededTeam, week: number): readonly SeededVolunteer[] {
    const isWeekend = entry.weekday > 5;
    const all = this.all(entry, team, week);
    return isWeekend ? all : all.filter(({ id }) => !this.paid.has(id));
  }

  private all({ crowd, people: [, most] }: CatalogueEntry, team: SeededTeam, week: number): readonly SeededVolunteer[] {
    switch (crowd) {
      case 'MEMBERS': {
        const members = [team.leader, ...team.members];
        return members.length >= most
          ? members
          : [...new Set([...members, ...this.random.sample(this.residents, most)])];
      }
      case 'RESIDENTS':
        return this.residents;
      case 'HEADS': {
        // In turn, so that everybody in office has been seen after some weeks.
        const from = (week * most * 2) % Math.max(1, this.officers.length);
        const round = [...this.officers.slice(from), ...this.officers.slice(0, from)].slice(0, most * 2);
        return round.length > 0 ? round : this.residents;
      }
    }
  }
}
