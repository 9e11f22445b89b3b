import { read } from '../../../api/answer';
import { api } from '../../../api/client';
import { may } from '../../../session/session';
import { longDay, dayOf } from '../../../words/time';
import { volunteerState } from '../../../words/volunteer';
import type { MenuPart } from '../menu';

/** Something that was found, and where it is. */
export interface Found {
  readonly to: string;
  readonly name: string;
  /** What of it, small. */
  readonly about: string;
}

export interface FoundGroup {
  readonly name: string;
  readonly items: readonly Found[];
}

const FEW = 6;
/** So many of the newest are looked through by name. */
const NEWEST = 200;

const has = (name: string, text: string): boolean => name.toLowerCase().includes(text.toLowerCase());

/** The pages whose name has the text. */
export function pagesNamed(menu: readonly MenuPart[], text: string): FoundGroup {
  const lines = menu.flatMap(({ name: part, lines }) => lines.map(({ to, name }) => ({ to, name, about: part })));
  return { name: '页面', items: lines.filter(({ name }) => has(name, text)).slice(0, FEW) };
}

/** By name, initials, number, or the end of a phone. What is looked for goes in a body: addresses are written down. */
async function people(text: string): Promise<FoundGroup> {
  const { items } = await read(api.POST('/api/v1/volunteer-searches', { body: { text, limit: FEW } }));
  return {
    name: '人',
    items: items.map(({ id, name, volunteerNo, placeName, status }) => ({
      to: `/console/volunteers/${id}`,
      name: name ?? '已注销',
      about: [volunteerNo, placeName, status === 'ACTIVE' ? '' : volunteerState[status].word]
        .filter(Boolean)
        .join('，'),
    })),
  };
}

let activities: Promise<readonly Found[]> | null = null;
let teams: Promise<readonly Found[]> | null = null;

async function newestActivities(): Promise<readonly Found[]> {
  const { items } = await read(api.GET('/api/v1/managed-activities', { params: { query: { limit: NEWEST } } }));
  return items.map(({ id, title, placeName, nextStartsAt }) => ({
    to: `/console/activities/${id}`,
    name: title,
    about: [placeName, nextStartsAt ? longDay(dayOf(nextStartsAt)) : ''].filter(Boolean).join('，'),
  }));
}

async function ownTeams(): Promise<readonly Found[]> {
  const { items } = await read(api.GET('/api/v1/teams', { params: { query: { limit: NEWEST } } }));
  return items.map(({ id, name, divisionName }) => ({ to: `/console/teams/${id}`, name, about: divisionName }));
}

/** A list that is asked for once while the box is open. */
async function among(name: string, list: Promise<readonly Found[]>, text: string): Promise<FoundGroup> {
  return { name, items: (await list).filter((one) => has(one.name, text)).slice(0, FEW) };
}

/** Forgets the lists of the last time. */
export function lookAnew(): void {
  activities = null;
  teams = null;
}

/** Everything but pages, each as soon as it is there; null of one that could not be asked, which spoils nothing else. */
export function look(text: string): readonly Promise<FoundGroup | null>[] {
  const sources: Promise<FoundGroup>[] = [];
  if (may('volunteer.read')) sources.push(people(text));
  if (may('activity.manage')) sources.push(among('活动', (activities ??= newestActivities()), text));
  if (may('team.read')) sources.push(among('服务队', (teams ??= ownTeams()), text));
  return sources.map((source) =>
    source.catch(() => {
      lookAnew();
      return null;
    }),
  );
}
