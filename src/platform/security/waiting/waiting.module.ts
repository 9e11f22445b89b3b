import { Global, Module } from '@nestjs/common';
import { CountWaiting } from './count-waiting';
import { WaitingQueuesController } from './http/waiting-queues.controller';
import { WaitingQueues } from './waiting-queues';

/** What waits for somebody, in all rooms: each declares its queues. */
@Global()
@Module({
  controllers: [WaitingQueuesController],
  providers: [WaitingQueues, CountWaiting],
  exports: [WaitingQueues],
})
export class WaitingModule {}
