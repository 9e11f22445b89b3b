import type { Answer } from '../../../../api/answer';
import type { Permission } from '../../../../kit/desk/menu';
import type { Person } from '../people';

/** What is asked for one action; names are those of the request, so that a refusal finds its field. */
export interface ActionField {
  readonly name: string;
  readonly label: string;
  readonly kind?: 'TEXT' | 'LONG' | 'DATE' | 'CHOICE' | 'PLACE';
  readonly limits?: Readonly<Record<string, unknown>>;
  readonly hint?: string;
  readonly choices?: readonly (readonly [value: string, word: string])[];
  /** What stands there before anybody types. */
  readonly preset?: string;
}

export type Values = Readonly<Record<string, string>>;

/** One thing that a desk does about a person: a file has some, the page shows those that the reader may do. */
export interface PersonAction {
  readonly code: string;
  /** The verb on the button that opens it. */
  readonly name: string;
  /** What comes of it, in one line; who decides where it is not done at once. */
  readonly about: string;
  readonly needs: Permission;
  /** Verb and consequence, on the button that does it. */
  readonly submit: string;
  /** Whether it can be done about this person now. */
  isThere?(person: Person): boolean;
  fields(person: Person): readonly ActionField[];
  send(key: string, person: Person, values: Values): Promise<Answer<unknown>>;
  /** What is said of it afterwards. */
  done(answer: unknown): string;
}

/** Keeps the type of the answer inside the action. */
export function personAction<T>(
  action: Omit<PersonAction, 'send' | 'done'> & {
    send(key: string, person: Person, values: Values): Promise<Answer<T>>;
    done(answer: T): string;
  },
): PersonAction {
  return action as PersonAction;
}

export const isOpen = ({ status }: Person): boolean => status !== 'CLOSED';

/** A value that was left empty is not sent. */
export function given(values: Values, ...names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.flatMap((name) => (values[name] ? [[name, values[name]]] : [])));
}

/** How somebody who is there agrees. */
export const consentWays = [
  ['PAPER', '签了纸质同意书'],
  ['ASSISTED', '当面同意，工作人员记录'],
] as const;
