import { Global, Module, type OnModuleInit } from '@nestjs/common';
import { PersonTies } from '../../platform/security/decisions';
import { PersonTraces, VolunteersModule } from '../volunteers';
import { DeclareHousehold, LeaveHousehold } from './application/declare-household';
import { ShowHousehold } from './application/show-household';
import { HouseholdsController } from './http/households.controller';
import { HouseholdDirectory } from './persistence/household-directory';
import { KnownTies } from './persistence/known-ties';
import { personTraces } from './persistence/person-traces';

/** Global for the ties it knows: whoever decides about people is asked for them. */
@Global()
@Module({
  imports: [VolunteersModule],
  controllers: [HouseholdsController],
  providers: [
    DeclareHousehold,
    LeaveHousehold,
    ShowHousehold,
    HouseholdDirectory,
    { provide: PersonTies, useClass: KnownTies },
  ],
  exports: [DeclareHousehold, LeaveHousehold, HouseholdDirectory, PersonTies],
})
export class HouseholdsModule implements OnModuleInit {
  constructor(private readonly traces: PersonTraces) {}

  onModuleInit(): void {
    this.traces.declare('households', personTraces);
  }
}
