import { Injectable } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { PracticeSeed } from '../place/setup';
import { InstallationMode } from '../platform/data/installation';
import { HandlesJob } from '../platform/data/queue';
import { keepPracticeAlive } from './keep-alive';
import { keepAlive } from './keep-alive-job';

/** Keeps the year of a practice installation going on the days after it was written. Real installations have none of this. */
@Injectable()
export class KeepAliveHandler {
  constructor(
    private readonly modules: ModuleRef,
    private readonly mode: InstallationMode,
    private readonly seed: PracticeSeed,
  ) {}

  @HandlesJob(keepAlive)
  async keep(): Promise<void> {
    if (!this.mode.isPractice) return;
    // A practice street without a year is somebody's own: nothing is put into it.
    if ((await this.seed.progress())?.isFinished !== true) return;
    await keepPracticeAlive({ get: (token) => this.modules.get(token, { strict: false }) });
  }
}
