export { Outbox, type OutboxEntry, type OutboxOptions } from './outbox';
export { OutboxModule } from './outbox.module';
export { OutboxRelay } from './outbox-relay';
export { Sweeper, type OverdueQuestion } from './sweeper';
