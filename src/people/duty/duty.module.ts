import { Module, type OnModuleInit } from '@nestjs/common';
import { PoliciesModule } from '../../place/policies';
import { PersonTraces, VolunteersModule } from '../volunteers';
import { SetDuty } from './application/set-duty';
import { DutyController } from './http/duty.controller';
import { DutyDirectory } from './persistence/duty-directory';
import { personTraces } from './persistence/person-traces';

@Module({
  imports: [PoliciesModule, VolunteersModule],
  controllers: [DutyController],
  providers: [SetDuty, DutyDirectory],
  exports: [SetDuty, DutyDirectory],
})
export class DutyModule implements OnModuleInit {
  constructor(private readonly traces: PersonTraces) {}

  onModuleInit(): void {
    this.traces.declare('duty', personTraces);
  }
}
