import { Module } from '@nestjs/common';
import { VolunteersModule } from '../volunteers';
import { DeclareHousehold, LeaveHousehold } from './application/declare-household';
import { ShowHousehold } from './application/show-household';
import { HouseholdsController } from './http/households.controller';
import { HouseholdDirectory } from './persistence/household-directory';

@Module({
  imports: [VolunteersModule],
  controllers: [HouseholdsController],
  providers: [DeclareHousehold, LeaveHousehold, ShowHousehold, HouseholdDirectory],
  exports: [DeclareHousehold, LeaveHousehold, HouseholdDirectory],
})
export class HouseholdsModule {}
