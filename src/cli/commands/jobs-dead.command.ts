import { Command, CommandRunner, Option } from 'nest-commander';
import { DeadLetters } from '../../platform/operations/board';
import { systemActor } from '../../platform/foundation/actor/actor';
import { StartupError } from '../../platform/foundation/config/startup-error';
import { say, withApplication } from '../with-application';

const MAX_LIMIT = 10_000;

@Command({ name: 'jobs:dead', description: '列出多次失败的任务:队列/编号、任务名、内容(只有编号)、失败时间和原因' })
export class JobsDeadCommand extends CommandRunner {
  async run(_: string[], { limit }: { readonly limit: number }): Promise<void> {
    const letters = await withApplication((app) =>
      app.get(DeadLetters, { strict: false }).list(systemActor('cli'), limit),
    );
    for (const { queue, id, job, payload, reason, attempts, failedAt } of letters) {
      say(`${queue}/${id}  ${job}  ${JSON.stringify(payload)}`);
      say(`    试了 ${attempts} 次,${failedAt?.toISOString() ?? '时间不明'}:${reason.split('\n')[0] ?? ''}`);
    }
    say(
      letters.length === 0
        ? '没有多次失败的任务。'
        : `共 ${letters.length} 个。处理好原因后重试:npm run cli -- jobs:retry <队列/编号>,或 jobs:retry --all`,
    );
  }

  @Option({ flags: '--limit <条数>', description: '每个队列最多列出多少个', defaultValue: 100 })
  parseLimit(value: string): number {
    const limit = Number(value);
    if (!Number.isInteger(limit) || limit < 1 || limit > MAX_LIMIT) {
      throw new StartupError(`--limit 须是 1 到 ${MAX_LIMIT} 的整数。`);
    }
    return limit;
  }
}
