/** The only door of this sub-room. */
export { CompareIdNumbers, type IdNumberAnswer } from './application/compare-id-numbers';
export { LimitListedNumbers } from './application/limit-listed-numbers';
export { IdNumbersModule } from './id-numbers.module';
