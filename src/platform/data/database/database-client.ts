import { createHash } from 'node:crypto';
import { Client, type DatabaseError } from 'pg';

/** A text that a connection has sent this often is worth a plan of its own. */
const SIGHTINGS = 3;
/** Plans one connection keeps: a statement over the partitions of the ledger holds some hundred kilobytes. */
const MAX_PLANS = 200;
/** Texts one connection counts; put together by hand, they may differ without end. */
const MAX_COUNTED = 2_000;

/**
 * A connection as the pools of the application use it, different from pg's in three ways.
 *
 * Its loss is no event of its own. A pool listens to its idle connections only: one that is checked out when the server
 * goes (between two statements of a transaction) would report to nobody, which ends the process. Nothing is hidden by
 * this: the next statement on the connection fails, and the pool drops it when it is given back.
 *
 * What the server ends it leaves at once. Its last word (FATAL) may answer a statement, and comes before the end of the
 * connection does: pg takes it for an error like others, the pool takes the connection back, and the next one who asks
 * for a connection is handed a dead one.
 *
 * And it has the server keep the plans of what it sends again and again. TypeORM has no way to name a statement, and
 * planning takes longer than the work of most: 0.3 ms against 0.1 ms on a table with 64 partitions.
 */
export class DatabaseClient extends Client {
  /** By text: how often it was sent, then the name of its plan. */
  private readonly sent = new Map<string, number | string>();
  private plans = 0;

  constructor(...parameters: ConstructorParameters<typeof Client>) {
    super(...parameters);
    this.on('error', () => undefined);
    this.once('connect', () => this.connection.prependListener('errorMessage', this.leaveWhenEnded));
    const send = this.query.bind(this) as (...given: unknown[]) => unknown;
    // Not a method: the overloads of pg's could only be repeated, and there is one case of interest among them.
    this.query = ((first: unknown, second: unknown, ...rest: unknown[]): unknown => {
      if (typeof first !== 'string' || !Array.isArray(second) || second.length === 0)
        return send(first, second, ...rest);
      const name = this.nameOf(first);
      return name === undefined ? send(first, second, ...rest) : send({ name, text: first, values: second }, ...rest);
    }) as typeof this.query;
  }

  private readonly leaveWhenEnded = ({ severity }: DatabaseError): void => {
    if (severity === 'FATAL' || severity === 'PANIC') void this.end();
  };

  /** Under which name the server keeps the plan of a text; undefined where the text is sent as it is. */
  private nameOf(text: string): string | undefined {
    const known = this.sent.get(text) ?? 0;
    if (typeof known === 'string') return known;
    if (this.plans === MAX_PLANS || (known === 0 && this.sent.size === MAX_COUNTED)) return undefined;
    if (known + 1 < SIGHTINGS) {
      this.sent.set(text, known + 1);
      return undefined;
    }
    const name = `v_${createHash('sha1').update(text).digest('base64url')}`;
    this.sent.set(text, name);
    this.plans += 1;
    return name;
  }
}
