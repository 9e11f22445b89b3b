import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Runtime } from '../../foundation/config/runtime';
import { Sweeper } from '../../data/outbox';
import { HandlesJob } from '../../data/queue';
import { tellAlert, watchJobs } from './alert-jobs';
import { untoldAlertsSql } from './alerts';
import { TellAlert } from './tell-alert';
import { WatchJobs } from './watch-jobs';

@Injectable()
export class AlertJobHandlers implements OnModuleInit {
  constructor(
    private readonly runtime: Runtime,
    private readonly sweeper: Sweeper,
    private readonly tell: TellAlert,
    private readonly watch: WatchJobs,
  ) {}

  onModuleInit(): void {
    if (this.runtime.config.alertUrl !== null) this.sweeper.register({ job: tellAlert, sql: untoldAlertsSql });
  }

  @HandlesJob(tellAlert)
  async onTell({ alertId }: { alertId: string }): Promise<void> {
    await this.tell.execute(alertId);
  }

  @HandlesJob(watchJobs)
  async onWatch(): Promise<void> {
    await this.watch.execute();
  }
}
