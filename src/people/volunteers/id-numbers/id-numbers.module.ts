import { Module } from '@nestjs/common';
import { PersonModule } from '../person';
import { CompareIdNumbers } from './application/compare-id-numbers';
import { LimitListedNumbers } from './application/limit-listed-numbers';
import { IdNumberChecks } from './persistence/id-number-checks';

/** How many numbers somebody may compare, so that none is guessed. */
@Module({
  imports: [PersonModule],
  providers: [CompareIdNumbers, LimitListedNumbers, IdNumberChecks],
  exports: [CompareIdNumbers, LimitListedNumbers],
})
export class IdNumbersModule {}
