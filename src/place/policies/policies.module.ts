import { AuditChecks } from '../../platform/data/audit/audit-checks';
import { Module, type OnModuleInit } from '@nestjs/common';
import { policyChecks } from './persistence/policy-checks';
import { DivisionsModule } from '../divisions';
import { KindsModule } from '../kinds';
import { ImportCalendar } from './application/import-calendar';
import { ImportCalendarKind } from './application/import-calendar-kind';
import { PublicPolicies } from './application/public-policies';
import { PublishPolicy } from './application/publish-policy';
import { PublishPolicyKind } from './application/publish-policy-kind';
import { SeedDefaults } from './application/seed-defaults';
import { CalendarController } from './http/calendar.controller';
import { PoliciesController } from './http/policies.controller';
import { PublicPoliciesController } from './http/public-policies.controller';
import { CalendarRepository } from './persistence/calendar.repository';
import { PolicyDirectory } from './persistence/policy-directory';
import { PolicyRepository } from './persistence/policy.repository';
import { WorkingCalendar } from './persistence/working-calendar';

@Module({
  imports: [DivisionsModule, KindsModule],
  controllers: [PoliciesController, PublicPoliciesController, CalendarController],
  providers: [
    ...[ImportCalendar, ImportCalendarKind, PublishPolicy, PublishPolicyKind, PublicPolicies, SeedDefaults],
    ...[CalendarRepository, PolicyDirectory, PolicyRepository, WorkingCalendar],
  ],
  exports: [ImportCalendar, PublishPolicy, SeedDefaults, PolicyDirectory, WorkingCalendar],
})
export class PoliciesModule implements OnModuleInit {
  constructor(private readonly audits: AuditChecks) {}

  onModuleInit(): void {
    this.audits.declare(...policyChecks);
  }
}
