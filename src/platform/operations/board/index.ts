export { DeadLetters, type RetryOutcome } from './dead-letters';
export { OperationsModule } from './operations.module';
