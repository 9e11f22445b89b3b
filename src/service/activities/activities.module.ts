import { Module, type OnModuleInit } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DivisionsModule } from '../../place/divisions';
import { CategoryUsers, KindsModule } from '../../place/kinds';
import { PoliciesModule } from '../../place/policies';
import { SmsReceiptsModule } from '../../people/sms-receipts';
import { TeamsModule } from '../../people/teams';
import { PersonExports, PersonTraces, VolunteersModule } from '../../people/volunteers';
import { ActivityStore } from './application/activity-store';
import { AddShifts } from './application/add-shifts';
import { BrowseActivities } from './application/browse-activities';
import { CancelActivity } from './application/cancel-activity';
import { CancelShift } from './application/cancel-shift';
import { CancelSignup } from './application/cancel-signup';
import { ChildSignups } from './application/child-signups';
import { CheckSignup } from './application/check-signup';
import { CloseActivity } from './application/close-activity';
import { CloseShift } from './application/close-shift';
import { CreateActivity } from './application/create-activity';
import { ExtendShift } from './application/extend-shift';
import { PlanningRules } from './application/planning-rules';
import { PositionMeaning } from './application/position-meaning';
import { PublishActivity } from './application/publish-activity';
import { BrowseShifts } from './application/browse-shifts';
import { ReadOwnSignups } from './application/read-own-signups';
import { ReadRoster } from './application/read-roster';
import { ShowCancellation } from './application/show-cancellation';
import { SignUp } from './application/sign-up';
import { SignupBurden } from './application/signup-burden';
import { TellSignedUp } from './application/tell-signed-up';
import { UpdateActivity } from './application/update-activity';
import { ActivitiesController } from './http/activities.controller';
import { CancellationsController } from './http/cancellations.controller';
import { ChildSignupsController } from './http/child-signups.controller';
import { ManagedActivitiesController } from './http/managed-activities.controller';
import { ActivityStatusController } from './http/activity-status.controller';
import { ShiftListsController } from './http/shift-lists.controller';
import { ShiftsController } from './http/shifts.controller';
import { SignupsController } from './http/signups.controller';
import { OverdueShifts } from './jobs/overdue-shifts';
import { WithdrawnGuardians } from './jobs/withdrawn-guardians';
import { ActivityDirectory } from './persistence/activity-directory';
import { ActivityListing } from './persistence/activity-listing';
import { ActivityRepository } from './persistence/activity.repository';
import { ActivityRow } from './persistence/activity.row';
import { ShiftDirectory } from './persistence/shift-directory';
import { ShiftListing } from './persistence/shift-listing';
import { ShiftRepository } from './persistence/shift.repository';
import { SignupDirectory } from './persistence/signup-directory';
import { SignupRepository } from './persistence/signup.repository';
import { leadersWithCategory } from './persistence/leaders-with-category';
import { personTraces } from './persistence/person-traces';
import { personTables } from './persistence/person-tables';

const useCases = [
  ...[CreateActivity, UpdateActivity, AddShifts, PublishActivity, CancelActivity, CloseActivity],
  ...[CancelShift, ExtendShift, CloseShift, SignUp, CancelSignup],
];
const reads = [BrowseActivities, BrowseShifts, ReadRoster, ReadOwnSignups, CheckSignup, ShowCancellation, ChildSignups];
const ports = [ActivityDirectory, ShiftDirectory, SignupDirectory];

@Module({
  imports: [
    TypeOrmModule.forFeature([ActivityRow]),
    DivisionsModule,
    KindsModule,
    PoliciesModule,
    SmsReceiptsModule,
    TeamsModule,
    VolunteersModule,
  ],
  controllers: [
    ActivitiesController,
    ManagedActivitiesController,
    ActivityStatusController,
    CancellationsController,
    ShiftListsController,
    ShiftsController,
    SignupsController,
    ChildSignupsController,
  ],
  providers: [
    ...useCases,
    ...reads,
    ...ports,
    ...[
      ActivityStore,
      PlanningRules,
      PositionMeaning,
      SignupBurden,
      TellSignedUp,
      OverdueShifts,
      WithdrawnGuardians,
      ActivityListing,
      ShiftListing,
      ActivityRepository,
      ShiftRepository,
      SignupRepository,
    ],
  ],
  exports: [...useCases, ...ports],
})
export class ActivitiesModule implements OnModuleInit {
  constructor(
    private readonly traces: PersonTraces,
    private readonly exports: PersonExports,
    private readonly categories: CategoryUsers,
  ) {}

  onModuleInit(): void {
    this.traces.declare('activities', personTraces);
    this.exports.declare('activities', personTables);
    this.categories.declare(leadersWithCategory);
  }
}
