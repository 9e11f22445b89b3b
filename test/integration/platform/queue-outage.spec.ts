import { QueueBackend } from '../../../src/platform/data/queue/queue-backend';
import { eventually } from '../../support/eventually';
import { SwitchableProxy } from '../../support/switchable-proxy';
import { cloneDatabase, type TestDatabase } from '../../support/test-database';

/** The queue in PostgreSQL while its server is away: at the first look, and between jobs. */
describe('the queue and a server that is away', () => {
  let database: TestDatabase;
  let way: SwitchableProxy;

  beforeAll(async () => {
    database = await cloneDatabase();
    way = await SwitchableProxy.to(database.url);
  });

  afterAll(async () => {
    await way.close();
    await database.drop();
  });

  it('works once the server is there, however often it was opened and used before', async () => {
    const backend = new QueueBackend({ databaseUrl: way.url, redisUrl: undefined, prefix: 'unused' });
    const queue = backend.openQueue('outage');
    queue.on('error', () => undefined);
    await expect(queue.getJobCounts('waiting')).rejects.toThrow();

    const done: string[] = [];
    const worker = backend.openWorker('outage', (job) => Promise.resolve(void done.push(job.name)), 2);
    worker.on('error', () => undefined);
    void worker.run();

    way.switchOn();
    await queue.add('first', {});
    await eventually('the first job is done', () => done.includes('first'));

    way.switchOff();
    await expect(queue.add('lost', {})).rejects.toThrow();
    way.switchOn();
    await queue.add('second', {});
    await eventually('the second job is done', () => done.includes('second'));
    expect(done).toEqual(['first', 'second']);

    await worker.close();
    await queue.close();
  });
});
