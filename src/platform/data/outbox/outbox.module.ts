import { Global, Module } from '@nestjs/common';
import { Outbox } from './outbox';
import { OutboxRelay } from './outbox-relay';
import { OutboxSignal } from './outbox-signal';
import { Sweeper } from './sweeper';

@Global()
@Module({
  providers: [Outbox, OutboxRelay, OutboxSignal, Sweeper],
  exports: [Outbox, OutboxRelay, Sweeper],
})
export class OutboxModule {}
