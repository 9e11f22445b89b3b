import { Module } from '@nestjs/common';
import { DivisionsModule } from '../divisions';
import { PublishPolicy } from './application/publish-policy';
import { SeedDefaults } from './application/seed-defaults';
import { PoliciesController } from './http/policies.controller';
import { PolicyDirectory } from './persistence/policy-directory';
import { PolicyRepository } from './persistence/policy.repository';
import { WorkingCalendar } from './persistence/working-calendar';

@Module({
  imports: [DivisionsModule],
  controllers: [PoliciesController],
  providers: [PublishPolicy, SeedDefaults, PolicyDirectory, PolicyRepository, WorkingCalendar],
  exports: [PublishPolicy, SeedDefaults, PolicyDirectory, WorkingCalendar],
})
export class PoliciesModule {}
