import { setTimeout as sleep } from 'node:timers/promises';
import { isPassingTrouble } from '../../../src/platform/data/database/passing-trouble';
import { type Transaction, UnitOfWork } from '../../../src/platform/data/database/unit-of-work';
import { bootApp, type BootedApp } from '../../support/boot-app';
import { eventually } from '../../support/eventually';

/** The database goes away at some moment of a transaction. Whichever it is, the caller is told to try again later. */
describe('a transaction that loses its connection', () => {
  let booted: BootedApp;

  beforeAll(async () => {
    booted = await bootApp({ role: 'api' });
  });
  afterAll(async () => booted.close());

  async function lose(tx: Transaction): Promise<void> {
    const [own] = await tx.query<{ pid: number }>('select pg_backend_pid() as pid');
    const others = booted.get(UnitOfWork);
    await others.read('select pg_terminate_backend($1)', [own?.pid]);
    await eventually('the server has ended it', async () => {
      return (await others.read('select 1 from pg_stat_activity where pid = $1', [own?.pid])).length === 0;
    });
  }

  const ask = (tx: Transaction): Promise<unknown> => tx.query('select 1');
  const hearOfIt = (): Promise<void> => sleep(100);
  const failureOf = (work: (tx: Transaction) => Promise<unknown>): Promise<unknown> =>
    booted
      .get(UnitOfWork)
      .run(work)
      .then(
        () => null,
        (error: unknown) => error,
      );

  it.each<readonly [string, readonly ((tx: Transaction) => Promise<unknown>)[]]>([
    ['under a statement', [(tx) => tx.query('select pg_terminate_backend(pg_backend_pid())')]],
    ['before a statement', [lose, ask]],
    ['before a statement, and knows it', [lose, hearOfIt, ask]],
    ['before it is committed', [lose]],
    ['before it is committed, and knows it', [lose, hearOfIt]],
  ])('%s is passing trouble, and the next one works', async (_, steps) => {
    const work = async (tx: Transaction): Promise<void> => {
      for (const step of steps) await step(tx);
    };
    for (let time = 0; time < 3; time += 1) {
      const error = await failureOf(work);
      expect(error).toBeInstanceOf(Error);
      expect({ error, isPassing: isPassingTrouble(error) }).toEqual({ error, isPassing: true });
      expect(await booted.get(UnitOfWork).run((tx) => tx.query('select 1 as one'))).toEqual([{ one: 1 }]);
    }
  });
});
