import { Module } from '@nestjs/common';
import { PoliciesModule } from '../policies';
import { VolunteersModule } from '../volunteers';
import { SetDuty } from './application/set-duty';
import { DutyController } from './http/duty.controller';
import { DutyDirectory } from './persistence/duty-directory';

@Module({
  imports: [PoliciesModule, VolunteersModule],
  controllers: [DutyController],
  providers: [SetDuty, DutyDirectory],
  exports: [SetDuty, DutyDirectory],
})
export class DutyModule {}
