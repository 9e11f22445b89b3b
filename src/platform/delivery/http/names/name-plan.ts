import { NAME_OF, type NamedKind, type NameOf } from './named-fields';

/** Where the names of an answer go: beside ids of its own, and inside its members. */
export interface NamePlan {
  readonly names: readonly (NameOf & { readonly as: string })[];
  readonly inside: readonly (readonly [member: string, plan: NamePlan])[];
}

type Answers = Readonly<Record<string, { readonly type?: unknown }>>;
interface Said {
  readonly type?: unknown;
  readonly [NAME_OF]?: NameOf;
}

/** Where @nestjs/swagger keeps what its decorators say. */
const ANSWERS = 'swagger/apiResponse';
const FIELDS = 'swagger/apiModelPropertiesArray';
const FIELD = 'swagger/apiModelProperties';

/** The plan of what a handler answers when all went well; null where nothing is named by id. */
export function namePlanOfRoute(handler: object): NamePlan | null {
  const answers = (Reflect.getMetadata(ANSWERS, handler) ?? {}) as Answers;
  const plans = Object.entries(answers).flatMap(([status, { type }]) => (status < '3' ? (namePlanOf(type) ?? []) : []));
  return plans[0] ?? null;
}

/**
 * The plan of a response class; lists have that of their lines.
 *
 * @param above classes that this one stands in: a class inside itself has no names there.
 */
function namePlanOf(type: unknown, above: readonly unknown[] = []): NamePlan | null {
  if (typeof type !== 'function' || above.includes(type)) return null;
  const prototype: unknown = type.prototype;
  if (typeof prototype !== 'object' || prototype === null) return null;
  const fields = ((Reflect.getMetadata(FIELDS, prototype) ?? []) as readonly string[]).map((field) => {
    const name = field.slice(1);
    return [name, Reflect.getMetadata(FIELD, prototype, name) as Said] as const;
  });
  const names = fields.flatMap(([as, { [NAME_OF]: of }]) => (of ? [{ ...of, as }] : []));
  const inside = fields.flatMap(([member, said]) => {
    const plan = namePlanOf(said.type, [...above, type]);
    return plan ? [[member, plan] as const] : [];
  });
  return names.length + inside.length === 0 ? null : { names, inside };
}

type Fields = Readonly<Record<string, unknown>>;

/** The ids that an answer names things by, each once. */
export function idsIn(plan: NamePlan, answer: unknown): ReadonlyMap<NamedKind, ReadonlySet<string>> {
  const found = new Map<NamedKind, Set<string>>();
  const look = ({ names, inside }: NamePlan, value: unknown): void => {
    if (Array.isArray(value)) for (const one of value) look({ names, inside }, one);
    else if (isFields(value)) {
      for (const { kind, id } of names) {
        const ids = [value[id]].flat().filter((each) => typeof each === 'string');
        if (ids.length === 0) continue;
        const known = found.get(kind) ?? new Set();
        for (const each of ids) known.add(each);
        found.set(kind, known);
      }
      for (const [member, deeper] of inside) look(deeper, value[member]);
    }
  };
  look(plan, answer);
  return found;
}

/** The answer with its names; what was given stays as it is. */
export function withNames(
  plan: NamePlan,
  answer: unknown,
  nameOf: (kind: NamedKind, id: string) => string | null,
): unknown {
  if (Array.isArray(answer)) return answer.map((one: unknown) => withNames(plan, one, nameOf));
  if (!isFields(answer)) return answer;
  const named = { ...answer };
  for (const { kind, id, as } of plan.names) {
    const nameFor = (each: unknown): string | null => (typeof each === 'string' ? nameOf(kind, each) : null);
    const ids = answer[id];
    if (ids !== undefined) named[as] = Array.isArray(ids) ? ids.map(nameFor) : nameFor(ids);
  }
  for (const [member, deeper] of plan.inside) {
    if (answer[member] !== undefined) named[member] = withNames(deeper, answer[member], nameOf);
  }
  return named;
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null;
}
