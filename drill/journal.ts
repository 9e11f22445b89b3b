/**
 * Who sends: people of the staff, so that recorder, reviewer and corrector are different ones, residents, and `anybody`, who
 * has not signed in.
 */
export type Sender = 'admin' | 'anybody' | 'boss' | 'leader' | 'second' | `resident${number}`;

/** What is sent and has to be found again: all but punches by their idempotency key. */
export const commandKinds = ['punch', 'sign-up', 'close', 'decide', 'correct', 'void', 'agree', 'backfill'] as const;
export type CommandKind = (typeof commandKinds)[number];

/** One request as the client means it; every repetition sends the same bytes under the same key. */
export interface Operation {
  /** The idempotency key: the punch's id, or the header of a command. */
  readonly key: string;
  readonly kind: CommandKind;
  readonly as: Sender;
  readonly path: string;
  readonly body: object;
  /** The code at the door that belongs into the body; it is read when the operation goes out for the first time. */
  readonly code?: { readonly shiftId: string; readonly direction: 'IN' | 'OUT' };
}

export type Answer =
  | { readonly outcome: 'ACKNOWLEDGED'; readonly text: string }
  | { readonly outcome: 'REFUSED'; readonly code: string }
  | { readonly outcome: 'UNKNOWN'; readonly reason: string };

export type State = Answer['outcome'] | 'SENT';

interface Line {
  readonly operation: Operation;
  acknowledged: string | undefined;
  refusedBy: string | undefined;
  unknown: number;
}

/** What the client knows, as Jepsen notes it: sent, acknowledged, refused, unknown. Lines stay for the whole drill. */
export class Journal {
  private readonly lines = new Map<string, Line>();
  /** Answers that contradict each other, in words. */
  readonly contradictions: string[] = [];

  /** Notes that an operation goes out. @returns whether it had been acknowledged before. */
  send(operation: Operation): boolean {
    const line = this.lines.get(operation.key);
    if (line) return line.acknowledged !== undefined;
    this.lines.set(operation.key, { operation, acknowledged: undefined, refusedBy: undefined, unknown: 0 });
    return false;
  }

  /** @param wasAcknowledged what `send` said of this very request. */
  note(operation: Operation, answer: Answer, wasAcknowledged: boolean): void {
    const line = this.lines.get(operation.key);
    if (!line) throw new Error(`an answer to what was never sent: ${operation.key}`);
    const name = `${operation.kind} ${operation.key}`;
    if (answer.outcome === 'UNKNOWN') line.unknown += 1;
    else if (answer.outcome === 'REFUSED') {
      line.refusedBy = answer.code;
      if (wasAcknowledged) this.contradictions.push(`${name} was acknowledged and then refused: ${answer.code}`);
    } else {
      if (line.acknowledged !== undefined && line.acknowledged !== answer.text)
        this.contradictions.push(`${name} got two answers: ${line.acknowledged} and ${answer.text}`);
      line.acknowledged ??= answer.text;
    }
  }

  /** An impostor: another payload under the key of an operation. It may not be acknowledged, whatever happens. */
  noteImpostor(operation: Operation, answer: Answer): void {
    if (answer.outcome === 'ACKNOWLEDGED')
      this.contradictions.push(`${operation.kind} ${operation.key}: another payload under the same key was accepted`);
    const isExpected = answer.outcome !== 'REFUSED' || /^(PUNCH_ID|IDEMPOTENCY_KEY)_REUSED$/.test(answer.code);
    if (!isExpected)
      this.contradictions.push(`${operation.kind} ${operation.key}: an impostor was refused by ${answer.code}`);
  }

  /** What is open, to be sent again. From here on only the answer to the repetition counts. */
  takeUnknown(): readonly Operation[] {
    const open = [...this.lines.values()].filter((line) => stateOf(line) === 'UNKNOWN');
    for (const line of open) line.unknown = 0;
    return open.map(({ operation }) => operation);
  }

  of(state: State, kind?: CommandKind): readonly { readonly operation: Operation; readonly answer: string }[] {
    return [...this.lines.values()]
      .filter((line) => stateOf(line) === state && (kind === undefined || line.operation.kind === kind))
      .map(({ operation, acknowledged, refusedBy }) => ({ operation, answer: acknowledged ?? refusedBy ?? '' }));
  }

  count(state: State): number {
    return [...this.lines.values()].filter((line) => stateOf(line) === state).length;
  }

  get size(): number {
    return this.lines.size;
  }
}

/** One acknowledgement settles it. A refusal settles only what no unanswered request may have done meanwhile. */
function stateOf({ acknowledged, refusedBy, unknown }: Line): State {
  if (acknowledged !== undefined) return 'ACKNOWLEDGED';
  if (unknown > 0) return 'UNKNOWN';
  return refusedBy === undefined ? 'SENT' : 'REFUSED';
}
