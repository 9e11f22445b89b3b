import { Global, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { Runtime } from '../../foundation/config/runtime';
import { JobHandlers } from './job-handlers';
import { JobQueues } from './job-queues';
import { JobWorkers } from './job-workers';
import { QueueBackend } from './queue-backend';

@Global()
@Module({
  imports: [DiscoveryModule],
  providers: [
    {
      provide: QueueBackend,
      inject: [Runtime],
      useFactory: ({ config, databaseUrl }: Runtime) =>
        new QueueBackend({ databaseUrl, redisUrl: config.redisUrl, prefix: config.queuePrefix }),
    },
    JobHandlers,
    JobQueues,
    JobWorkers,
  ],
  exports: [QueueBackend, JobHandlers, JobQueues],
})
export class QueueModule {}
