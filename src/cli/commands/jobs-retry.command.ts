import { randomUUID } from 'node:crypto';
import { Command, CommandRunner, Option } from 'nest-commander';
import { DeadLetters } from '../../platform/operations/board';
import { systemActor } from '../../platform/foundation/actor/actor';
import { StartupError } from '../../platform/foundation/config/startup-error';
import type { DeadLetterRef } from '../../platform/data/queue';
import { say, withApplication } from '../with-application';

const ALL_LIMIT = 10_000;

@Command({
  name: 'jobs:retry',
  arguments: '[letters...]',
  description: '重试多次失败的任务:给出 jobs:dead 列出的 队列/编号,或用 --all 重试全部',
})
export class JobsRetryCommand extends CommandRunner {
  async run(letters: string[], options: { readonly all?: boolean }): Promise<void> {
    if ((options.all === true) === letters.length > 0) {
      throw new StartupError('请给出要重试的任务(队列/编号),或者只用 --all。用 jobs:dead 查看。');
    }
    const named = letters.map(refOf);
    const actor = systemActor('cli');
    await withApplication(async (app) => {
      const deadLetters = app.get(DeadLetters, { strict: false });
      const chosen =
        options.all === true
          ? (await deadLetters.list(actor, ALL_LIMIT)).map(({ queue, id }) => ({ queue, id }))
          : named;
      if (chosen.length === 0) {
        say('没有多次失败的任务。');
        return;
      }
      const { retried, gone } = await deadLetters.retry({ actor, idempotencyKey: `cli-${randomUUID()}` }, chosen);
      say(`已重新排队 ${retried} 个${gone > 0 ? `,${gone} 个已不在失败列表里` : ''}。`);
      if (gone > 0) process.exitCode = 1;
    });
  }

  @Option({ flags: '--all', description: '重试全部' })
  parseAll(): boolean {
    return true;
  }
}

/** `queue/id`; ids may contain further slashes. */
function refOf(text: string): DeadLetterRef {
  const [, queue, id] = /^([^/]+)\/(.+)$/.exec(text) ?? [];
  if (queue === undefined || id === undefined)
    throw new StartupError(`「${text}」不是 队列/编号 的写法,请照抄 jobs:dead 的第一列。`);
  return { queue, id };
}
