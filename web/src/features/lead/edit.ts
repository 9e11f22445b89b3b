import type { LedActivity } from './led-activity';

/** What may be changed after publishing, as it stands in the fields. */
export interface Words {
  title: string;
  placeName: string;
  description: string;
  participantNotes: string;
}
export const fieldNames: Readonly<Record<keyof Words, string>> = {
  title: '活动名称',
  placeName: '集合地点',
  description: '活动说明',
  participantNotes: '注意事项',
};
const fields = Object.keys(fieldNames) as (keyof Words)[];

export function wordsOf({ title, placeName, description, participantNotes }: LedActivity): Words {
  return { title, placeName, description: description ?? '', participantNotes: participantNotes ?? '' };
}

/** What is sent: the fields that were changed and nothing else, so that what others changed stays. Empty texts are none. */
export function changed(from: Words, to: Words): Partial<Record<keyof Words, string | null>> {
  return Object.fromEntries(
    fields
      .filter((field) => from[field].trim() !== to[field].trim())
      .map((field) => {
        const text = to[field].trim();
        const isOptional = field === 'description' || field === 'participantNotes';
        return [field, text === '' && isOptional ? null : text];
      }),
  );
}

export interface Difference {
  readonly field: keyof Words;
  readonly name: string;
  readonly theirs: string;
  /** What is written here, where it is changed here as well; null where only the other changed it. */
  readonly mine: string | null;
}

/** What somebody else has changed since the page was opened. */
export function differences(base: Words, theirs: Words, mine: Words): readonly Difference[] {
  return fields
    .filter((field) => base[field] !== theirs[field])
    .map((field) => ({
      ...{ field, name: fieldNames[field], theirs: theirs[field] === '' ? '（空）' : theirs[field] },
      mine:
        mine[field].trim() === base[field].trim() || mine[field].trim() === theirs[field] ? null : mine[field].trim(),
    }));
}

/** Goes on from what stands there now: what was not changed here becomes theirs, what was stays. */
export function rebased(base: Words, theirs: Words, mine: Words): Words {
  const merged = fields.map((field) => [
    field,
    mine[field].trim() === base[field].trim() ? theirs[field] : mine[field],
  ]);
  return Object.fromEntries(merged) as unknown as Words;
}
