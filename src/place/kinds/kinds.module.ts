import { Module, type OnModuleInit } from '@nestjs/common';
import { AuditChecks } from '../../platform/data/audit/audit-checks';
import { DivisionsModule } from '../divisions';
import { AskCategory } from './application/ask-category';
import { BrowseKinds } from './application/browse-kinds';
import { CategoryUsers } from './application/category-users';
import { ChangeCategoryKind } from './application/change-category-kind';
import { KeepTeamKinds } from './application/keep-team-kinds';
import { RetireCategory } from './application/retire-category';
import { SeedKinds } from './application/seed-kinds';
import { CategoriesController } from './http/categories.controller';
import { TeamKindsController } from './http/team-kinds.controller';
import { kindChecks } from './persistence/kind-checks';
import { KindDirectory } from './persistence/kind-directory';
import { KindRepository } from './persistence/kind.repository';

/** Categories of activities and kinds of teams: a district's or street's own on top of those of the application. */
@Module({
  imports: [DivisionsModule],
  controllers: [CategoriesController, TeamKindsController],
  providers: [
    ...[AskCategory, BrowseKinds, CategoryUsers, ChangeCategoryKind, KeepTeamKinds, RetireCategory, SeedKinds],
    ...[KindDirectory, KindRepository],
  ],
  exports: [AskCategory, CategoryUsers, KeepTeamKinds, KindDirectory, RetireCategory],
})
export class KindsModule implements OnModuleInit {
  constructor(private readonly audits: AuditChecks) {}

  onModuleInit(): void {
    this.audits.declare(...kindChecks);
  }
}
