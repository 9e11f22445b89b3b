import { Module, type OnModuleInit } from '@nestjs/common';
import { PersonTraces, VolunteersModule } from '../volunteers';
import { DeclareHousehold, LeaveHousehold } from './application/declare-household';
import { ShowHousehold } from './application/show-household';
import { HouseholdsController } from './http/households.controller';
import { HouseholdDirectory } from './persistence/household-directory';
import { personTraces } from './persistence/person-traces';

@Module({
  imports: [VolunteersModule],
  controllers: [HouseholdsController],
  providers: [DeclareHousehold, LeaveHousehold, ShowHousehold, HouseholdDirectory],
  exports: [DeclareHousehold, LeaveHousehold, HouseholdDirectory],
})
export class HouseholdsModule implements OnModuleInit {
  constructor(private readonly traces: PersonTraces) {}

  onModuleInit(): void {
    this.traces.declare('households', personTraces);
  }
}
