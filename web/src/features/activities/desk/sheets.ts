import { clock, type Day, dayOf } from '../../../words/time';
import type { Person } from './roster';

/** Lines of a sheet of A4, and those that are always free for who comes without having signed up. */
export const LINES = 20;
const FREE = 4;

export interface SheetLine {
  readonly no: number;
  readonly name: string;
  readonly volunteerNo: string;
  readonly position: string;
}

export interface Sheet {
  readonly number: string;
  readonly lines: readonly SheetLine[];
}

/** A number that one finds the photo of a sheet by: day, hour, the end of the shift's id, sheet. */
function numberOf(shift: { readonly id: string; readonly startsAt: string }, page: number): string {
  const day: Day = dayOf(shift.startsAt);
  return `${day.replaceAll('-', '')}-${clock(shift.startsAt).replace(':', '')}-${shift.id.slice(-4).toUpperCase()}-${page}`;
}

/** Sheets of twenty lines: who signed up by name, then free lines; at least a few of them. */
export function sheetsOf(
  shift: { readonly id: string; readonly startsAt: string },
  people: readonly Pick<Person, 'name' | 'volunteerNo' | 'position' | 'waitingPlace'>[],
): readonly Sheet[] {
  const byName = new Intl.Collator('zh-CN');
  const named = people
    .filter(({ waitingPlace }) => waitingPlace === null)
    .sort((a, b) => byName.compare(a.name, b.name));
  const count = Math.max(1, Math.ceil((named.length + FREE) / LINES));
  return Array.from({ length: count }, (_none, page) => ({
    number: numberOf(shift, page + 1),
    lines: Array.from({ length: LINES }, (_empty, row) => {
      const no = page * LINES + row + 1;
      const person = named[no - 1];
      return {
        no,
        ...{ name: person?.name ?? '', volunteerNo: person?.volunteerNo ?? '', position: person?.position ?? '' },
      };
    }),
  }));
}
