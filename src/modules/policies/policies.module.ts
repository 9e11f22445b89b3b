import { Module } from '@nestjs/common';
import { DivisionsModule } from '../divisions';
import { ImportCalendar } from './application/import-calendar';
import { PublishPolicy } from './application/publish-policy';
import { SeedDefaults } from './application/seed-defaults';
import { CalendarController } from './http/calendar.controller';
import { PoliciesController } from './http/policies.controller';
import { PolicyDirectory } from './persistence/policy-directory';
import { PolicyRepository } from './persistence/policy.repository';
import { WorkingCalendar } from './persistence/working-calendar';

@Module({
  imports: [DivisionsModule],
  controllers: [PoliciesController, CalendarController],
  providers: [ImportCalendar, PublishPolicy, SeedDefaults, PolicyDirectory, PolicyRepository, WorkingCalendar],
  exports: [ImportCalendar, PublishPolicy, SeedDefaults, PolicyDirectory, WorkingCalendar],
})
export class PoliciesModule {}
