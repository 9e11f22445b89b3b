export {
  defaultQueue,
  definedJobs,
  definedSchedules,
  defineJob,
  defineSchedule,
  type JobDefinition,
  type QueueDefinition,
} from './job-definition';
export { HandlesJob, type JobRun } from './handles-job';
export { JobQueues, type DeadLetter, type DeadLetterRef, type JobRequest } from './job-queues';
export { migrateQueue } from './queue-backend';
export { QueueModule } from './queue.module';
