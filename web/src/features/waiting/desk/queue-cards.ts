import type { components } from '../../../api/schema';
import { moment, shortDay } from '../../../words/time';

export type Waiting = components['schemas']['WaitingQueueResponse'];

/** Where a queue is worked in, by its code; those without one are seen elsewhere on the page. */
const DESKS: Readonly<Record<string, string>> = {
  RECORDS: 'records',
  CAPS: 'caps-community',
  OBJECTIONS: 'objections',
  OPENING_OBJECTIONS: 'opening-objections',
  OPENING_IMPORTS: 'opening-imports',
  PUNCH_CLAIMS: 'decisions',
  DECISIONS: 'decisions',
  REGISTRATIONS: 'registrations',
  IMPORT_REVIEWS: 'import-reviews',
  CORRECTIONS: 'corrections',
  MERGES: 'merges',
  TRANSFERS: 'transfers',
  CLOSINGS: 'closings',
  REVEALS: 'reveals',
  CERTIFICATES: 'certificates',
  MEMBERSHIP_REQUESTS: 'memberships',
  EXCUSES: 'excuses',
};

/** Queues that are worked in on a page of their own. */
const PAGES: Readonly<Record<string, string>> = {
  GUARDIAN_REQUESTS: '/console/guardian-requests',
  PAPER_SHEETS: '/console/paper-sheets',
};

/** The address where a queue is worked in; null where there is none yet. */
export function deskOf({ code, parts }: Pick<Waiting, 'code' | 'parts'>): string | null {
  if (code === 'CAPS' && parts[0]?.code === 'STREET') return '/console/reviews/caps-street';
  const desk = DESKS[code];
  return desk === undefined ? (PAGES[code] ?? null) : `/console/reviews/${desk}`;
}

/** Most urgent first: what is overdue, what ends today, what has waited longest. Empty queues are left out. */
export function mostUrgentFirst(queues: readonly Waiting[]): readonly Waiting[] {
  const age = ({ oldestAt }: Waiting): number => (oldestAt === null ? Infinity : Date.parse(oldestAt));
  return queues
    .filter(({ count, problem }) => count !== 0 || problem !== null)
    .sort((a, b) => b.overdueCount - a.overdueCount || b.dueTodayCount - a.dueTodayCount || age(a) - age(b));
}

/** 2 件在等，1 件已超期: the sentence beside the heading. */
export function sumOf(queues: readonly Waiting[]): string {
  const all = queues.reduce((sum, { count }) => sum + (count ?? 0), 0);
  const late = queues.reduce((sum, { overdueCount }) => sum + overdueCount, 0);
  if (all === 0) return '没有事在等。';
  return `${all} 件在等${late === 0 ? '' : `，其中 ${late} 件已超期`}。`;
}

/** The small line of a card: since when, until when. */
export function ageOf({ oldestAt, dueOn, overdueCount, dueTodayCount }: Waiting): string {
  const since = oldestAt === null ? '' : `最早 ${moment(oldestAt)}`;
  if (dueOn === null || overdueCount > 0 || dueTodayCount > 0) return since;
  return `${since}，最近的期限 ${shortDay(dueOn)}`;
}
