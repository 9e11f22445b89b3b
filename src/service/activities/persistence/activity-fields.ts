import { getMetadataArgsStorage } from 'typeorm';
import { ActivityRow } from './activity.row';

interface FieldRule {
  /** What holds where nothing is said; left out: it has to be said. */
  readonly unsaid?: string | null;
  /** Whether it may change after people signed up. What they are credited by may not. */
  readonly isChangeable?: true;
}

/**
 * What is said of an activity itself, one line each. The commands, the statements and the classes of requests and answers
 * take their fields from here; a new one needs its column, its line here, and what it looks like in `ActivityFieldsShape`.
 */
export const activityFields = {
  title: { isChangeable: true },
  kind: {},
  category: {},
  description: { unsaid: null, isChangeable: true },
  participantNotes: { unsaid: null, isChangeable: true },
  placeName: { isChangeable: true },
  longitude: { unsaid: null },
  latitude: { unsaid: null },
  coordinateSystem: { unsaid: null },
  riskLevel: {},
  checkInModes: {},
  evidenceMode: { unsaid: 'NONE', isChangeable: true },
} as const satisfies Partial<Record<keyof ActivityRow, FieldRule>>;

type Rules = typeof activityFields;
export type ActivityField = keyof Rules;
export type OptionalField = { [F in ActivityField]: Rules[F] extends { unsaid: unknown } ? F : never }[ActivityField];
export type RequiredField = Exclude<ActivityField, OptionalField>;
export type ChangeableField = {
  [F in ActivityField]: Rules[F] extends { isChangeable: true } ? F : never;
}[ActivityField];

/** What is said of an activity; degrees are numbers, which the table keeps exactly. */
export type ActivityFields = Readonly<
  Omit<Pick<ActivityRow, ActivityField>, 'longitude' | 'latitude'> & {
    longitude: number | null;
    latitude: number | null;
  }
>;

/** The same as somebody says it: what has an answer of its own may be left out. */
export type SaidFields = Pick<ActivityFields, RequiredField> & Partial<Pick<ActivityFields, OptionalField>>;

export type ActivityEdit = Pick<ActivityFields, ChangeableField>;

const rules: Readonly<Record<ActivityField, FieldRule>> = activityFields;
const allFields = Object.keys(activityFields) as ActivityField[];

export const optionalFields = allFields.filter((field) => 'unsaid' in rules[field]) as OptionalField[];
export const requiredFields = allFields.filter((field) => !('unsaid' in rules[field])) as RequiredField[];
export const changeableFields = allFields.filter((field) => rules[field].isChangeable) as ChangeableField[];

/** These fields of it and no other. */
export function pick<From, Field extends keyof From>(from: From, fields: readonly Field[]): Pick<From, Field> {
  return Object.fromEntries(fields.map((field) => [field, from[field]])) as Pick<From, Field>;
}

/** All fields, with what holds where nothing was said. */
export function fieldsOf(said: SaidFields): ActivityFields {
  const entries = allFields.map((field) => [field, said[field] ?? rules[field].unsaid]);
  return Object.fromEntries(entries) as ActivityFields;
}

/** The changeable fields: as the edit says, and where it says nothing as they are. */
export function edited(activity: ActivityEdit, edit: Partial<ActivityEdit>): ActivityEdit {
  const said = changeableFields.filter((field) => edit[field] !== undefined);
  return { ...pick(activity, changeableFields), ...pick(edit, said) };
}

/** The fields for a select over the table under this alias, named as in `ActivityFields`. */
export function selectFields(alias: string, fields: readonly ActivityField[] = allFields): string {
  const columns = getMetadataArgsStorage().filterColumns(ActivityRow);
  return fields
    .map((field) => {
      const { name = field, type } = columns.find(({ propertyName }) => propertyName === field)?.options ?? {};
      return `${alias}.${name}${type === 'numeric' ? '::float8' : ''} as "${field}"`;
    })
    .join(', ');
}
