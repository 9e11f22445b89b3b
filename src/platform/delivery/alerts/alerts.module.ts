import { Global, Module } from '@nestjs/common';
import { AlertJobHandlers } from './alert-job-handlers';
import { Alerts } from './alerts';
import { AlertsController } from './alerts.controller';
import { TellAlert } from './tell-alert';
import { WatchJobs } from './watch-jobs';

/** What an administrator has to know at once. */
@Global()
@Module({
  controllers: [AlertsController],
  providers: [Alerts, TellAlert, WatchJobs, AlertJobHandlers],
  exports: [Alerts],
})
export class AlertsModule {}
