export { type Count, Counters } from './counters';
export { CountersModule } from './counters.module';
