import { isUuid, type TraceSubject } from '../../foundation/actor/request-trace';

const MAX_IDS = 8;
const MAX_REASON = 500;
/**
 * Modules whose reasons speak of the office's own matters. Elsewhere a reason may speak of a person: it stands with the fact
 * that the line names and goes when the person goes, which an audit line never does.
 */
const KEEPS_REASON: ReadonlySet<string> = new Set(['awards', 'divisions', 'identity', 'jobs', 'ledger', 'policies']);

/** What the audit line of a command says beside its name. */
export interface CommandLine {
  readonly subject: TraceSubject | null;
  readonly reason: string | null;
  /** The ids that the command named, by field: pseudonyms, never personal data. */
  readonly ids: Readonly<Record<string, string>>;
}

/**
 * Reads a command's audit line from what it was given and what it made. The subject is what the address named, else what
 * was made, else the first id of the input.
 *
 * @param command `<module>.<verb>`; the module is the kind of what was made.
 */
export function commandLineOf(
  command: string,
  facts: { readonly request: unknown; readonly result: unknown; readonly named: TraceSubject | null },
): CommandLine {
  const ids = idsOf(facts.request);
  const [module = command] = command.split('.');
  const made = membersOf(facts.result)['id'];
  const [first] = Object.entries(ids);
  const subject =
    facts.named ??
    (isUuid(made) ? { kind: module, id: made } : null) ??
    (first ? { kind: first[0].replace(/Id$/, ''), id: first[1] } : null);
  const given = KEEPS_REASON.has(module) ? membersOf(facts.request)['reason'] : undefined;
  return { subject, reason: typeof given === 'string' ? given.slice(0, MAX_REASON) : null, ids };
}

function idsOf(request: unknown): Record<string, string> {
  const ids = Object.entries(membersOf(request)).filter(
    (entry): entry is [string, string] => entry[0].endsWith('Id') && isUuid(entry[1]),
  );
  return Object.fromEntries(ids.slice(0, MAX_IDS));
}

function membersOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
