import { addDays, type LocalDay } from '../../kernel/local-day';
import type { TeamKind } from '../../people/teams';
import { type DemoStage, instantOf, type SeededDivision, type SeededTeam, type SeededVolunteer } from '../demo-world';
import type { PlannedPresence } from '../generator/attendance';
import type { CatalogueEntry } from '../generator/catalogue';
import { isStillOpen, type PlannedActivity, type PlanPeople } from './planned-activity';

/** What goes wrong or goes on for long, so that every reason to look at a record is there once. */
interface Incident {
  readonly title: string;
  readonly place: string;
  readonly team: TeamKind;
  readonly checkIn: CatalogueEntry['checkIn'];
  readonly daysAgo: number;
  readonly from: readonly [hour: number, minute: number];
  readonly to: readonly [hour: number, minute: number];
  readonly people: number;
  /** Of the people, so many forget to check out. */
  readonly forgetful: number;
  readonly isOnOneDevice?: boolean;
  /** Only in the first community: once is enough to see it. */
  readonly isRare: boolean;
}

const LONG_AGO_DAYS = 16;

const incidents: readonly Incident[] = [
  {
    // Thirteen and a half hours: above what counts by itself, above what the community may approve.
    ...{ title: '极端天气应急值守', place: '{社区}应急值守点', team: 'RESIDENT', checkIn: 'CODE', people: 3 },
    ...{ daysAgo: LONG_AGO_DAYS, from: [6, 0], to: [19, 30], forgetful: 0, isRare: true },
  },
  {
    ...{ title: '楼道消防通道清理', place: '{社区}各楼道', team: 'RESIDENT', checkIn: 'CODE', people: 4 },
    ...{ daysAgo: 3, from: [9, 0], to: [11, 0], forgetful: 0, isRare: true },
  },
  {
    // The same people as in the stairwells, half an hour before that ended: two records of one time.
    ...{ title: '清扫落叶', place: '{社区}小区空地', team: 'COMMUNITY', checkIn: 'ROLL_CALL', people: 4 },
    ...{ daysAgo: 3, from: [10, 30], to: [12, 0], forgetful: 0, isRare: true },
  },
  {
    ...{ title: '便民理发服务', place: '{社区}实践站', team: 'PARTY_MEMBER', checkIn: 'CODE', people: 4 },
    ...{ daysAgo: 2, from: [14, 0], to: [15, 30], forgetful: 0, isRare: true, isOnOneDevice: true },
  },
  {
    ...{ title: '冬季用火用电入户宣传', place: '{社区}各小区', team: 'RESIDENT', checkIn: 'CODE', people: 5 },
    ...{ daysAgo: 1, from: [15, 0], to: [16, 30], forgetful: 3, isRare: false },
  },
];

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;

/** Plans the incidents of a community. */
export function planIncidents(
  stage: DemoStage,
  {
    community,
    communityIndex,
    ...people
  }: PlanPeople & { readonly community: SeededDivision; readonly communityIndex: number },
): readonly PlannedActivity[] {
  const here = incidents.filter(({ isRare }) => !isRare || communityIndex === 0);
  const crowd = adultsOf(stage, community, people);
  return here.map((incident) => {
    const team = people.teams.find((one) => one.communityCode === community.code && one.kind === incident.team);
    if (!team) throw new Error(`${community.name} has no team ${incident.team}`);
    const day = addDays(stage.today, -incident.daysAgo);
    return planIncident(stage, incident, {
      community,
      team,
      day,
      crowd: crowd.filter(({ id }) => id !== team.leader.id),
    });
  });
}

/** Unpaid adults without a team to lead, always in the same order: the two shifts of one morning have the same people. */
function adultsOf(
  { firstDay }: DemoStage,
  community: SeededDivision,
  { volunteers, heads, teams }: PlanPeople,
): readonly SeededVolunteer[] {
  const taken = new Set([
    ...heads.filter(({ role }) => role === 'GRID_HEAD').map(({ volunteer }) => volunteer.id),
    ...teams.map(({ leader }) => leader.id),
  ]);
  return volunteers.filter(
    ({ id, person, communityCode, activeFrom }) =>
      communityCode === community.code && person.age >= 18 && !taken.has(id) && activeFrom < firstDay,
  );
}

function planIncident(
  stage: DemoStage,
  incident: Incident,
  at: {
    readonly community: SeededDivision;
    readonly team: SeededTeam;
    readonly day: LocalDay;
    readonly crowd: readonly SeededVolunteer[];
  },
): PlannedActivity {
  const startMs = instantOf(at.day, ...incident.from);
  const endMs = instantOf(at.day, ...incident.to);
  const people = at.crowd.slice(0, incident.people);
  const presences = people.map((person, index): PlannedPresence<SeededVolunteer> => ({
    person,
    checkInMs: startMs - 5 * MINUTE_MS + index * SECOND_MS,
    checkOutMs: index < incident.forgetful ? null : endMs + 2 * MINUTE_MS + index * index * SECOND_MS,
  }));
  const entry: CatalogueEntry = {
    ...{ category: 'OTHER', kind: 'SERVICE', riskLevel: 'LOW', crowd: 'RESIDENTS', everyWeeks: 0, phase: 0 },
    ...{ title: incident.title, place: incident.place, team: incident.team, checkIn: incident.checkIn },
    ...{ people: [incident.people, incident.people], weekday: 1, startMinuteOfDay: 0, durationMinutes: 0 },
  };
  const shift = {
    ...{ day: at.day, startMs, endMs, extendedToMs: null, presences, isLeftOpen: false },
    isUpcoming: isStillOpen(stage, endMs),
    ...(incident.isOnOneDevice === true && { isOnOneDevice: true }),
  };
  return { entry, team: at.team, community: at.community, shifts: [shift] };
}
