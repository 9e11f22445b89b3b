import { createHash } from 'node:crypto';
import { DomainError } from '../../../kernel/domain-error';
import type { CommandContext } from './commands';

/** What became of one line of a batch: done, or why not. */
export interface LineOutcome<Result> {
  readonly status: 'DONE' | 'REFUSED';
  readonly code: string | null;
  readonly message: string | null;
  readonly result: Result | null;
}

export interface Batch<Line, Result> {
  readonly lines: readonly Line[];
  /** What the line is about, once in a batch. */
  readonly idOf: (line: Line) => string;
  readonly run: (context: CommandContext, line: Line) => Promise<Result>;
  /** As everywhere: what belongs to others is answered as what nobody has. */
  readonly unknown: () => DomainError;
}

/**
 * Carries out the lines of a batch one after the other. Each is a command of its own under a key made of the caller's key and
 * what it is about, so that one that is refused stops no other, and a batch that was cut off is repeated under its key: what
 * was done is answered from it, the rest is done. Refusals are answers here; only what no rule says is thrown.
 */
export async function lineByLine<Line, Result>(
  context: CommandContext,
  { lines, idOf, run, unknown }: Batch<Line, Result>,
): Promise<readonly LineOutcome<Result>[]> {
  const outcomes: LineOutcome<Result>[] = [];
  for (const line of lines) {
    const idempotencyKey = createHash('sha256')
      .update(`${context.idempotencyKey}/${idOf(line)}`)
      .digest('hex');
    try {
      const result = await run({ ...context, idempotencyKey }, line);
      outcomes.push({ status: 'DONE', code: null, message: null, result });
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      const shown = error.code === 'SCOPE_FOREIGN' ? unknown() : error;
      outcomes.push({ status: 'REFUSED', code: shown.code, message: shown.sentence, result: null });
    }
  }
  return outcomes;
}
