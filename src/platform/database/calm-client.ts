import { Client } from 'pg';

/**
 * A connection whose loss is no event of its own. A pool listens to its idle connections only: one that is checked out
 * when the server goes (between two statements of a transaction) would report to nobody, which ends the process. Nothing
 * is hidden by this: the next statement on the connection fails, and the pool drops it when it is given back.
 */
export class CalmClient extends Client {
  constructor(...parameters: ConstructorParameters<typeof Client>) {
    super(...parameters);
    this.on('error', () => undefined);
  }
}
