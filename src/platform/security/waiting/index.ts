export { CountWaiting } from './count-waiting';
export { belowScopes, type QueueQuestion, type WaitingQueue } from './waiting-queue';
export { WaitingModule } from './waiting.module';
export { WaitingQueues } from './waiting-queues';
