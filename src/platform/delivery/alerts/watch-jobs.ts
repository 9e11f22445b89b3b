import { Injectable } from '@nestjs/common';
import { localDayOf } from '../../../kernel/local-day';
import { Clock } from '../../foundation/clock/clock';
import { UnitOfWork } from '../../data/database/unit-of-work';
import { type DeadLetter, definedSchedules, JobQueues } from '../../data/queue';
import { tellAlert } from './alert-jobs';
import { Alerts } from './alerts';

/** Of each queue, so many of the latest are looked at. */
const LATEST = 100;
/** What failed longer ago is history, not news. */
const NEWS_MS = 86_400_000;

/**
 * Raises an alert for work that was given up: one per kind of job and day. What a schedule rings again by itself is no lost
 * work, and that a group chat could not be told is not told to it.
 */
@Injectable()
export class WatchJobs {
  constructor(
    private readonly queues: JobQueues,
    private readonly alerts: Alerts,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  async execute(): Promise<void> {
    const since = this.clock.nowMs() - NEWS_MS;
    const givenUp = (await this.queues.deadLetters(LATEST))
      .filter(isLost)
      .filter(({ failedAt }) => failedAt.getTime() > since);
    const subjects = new Map(
      givenUp.map((letter) => [`${letter.job}/${localDayOf(letter.failedAt.getTime())}`, letter.job] as const),
    );
    if (subjects.size === 0) return;
    await this.unitOfWork.run(async (tx) => {
      for (const [subjectKey, job] of subjects) {
        await this.alerts.raise(tx, { kind: 'JOB_GIVEN_UP', subjectKey, sentence: sentenceOf(job) });
      }
    });
  }
}

function isLost(letter: DeadLetter): letter is DeadLetter & { readonly failedAt: Date } {
  return letter.failedAt !== null && letter.job !== tellAlert.name && !definedSchedules().has(letter.job);
}

function sentenceOf(job: string): string {
  return `后台任务 ${job} 试了多次仍没有办成,已放到失败任务里。请系统管理员打开“任务队列看板”查看原因,排除后重试;没有数据丢失。`;
}
