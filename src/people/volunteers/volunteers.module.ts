import { Module, type OnModuleInit } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DivisionsModule } from '../../place/divisions';
import { AuditReasons } from './person/application/audit-reasons';
import { CompareIdNumbers } from './id-numbers/application/compare-id-numbers';
import { LimitListedNumbers } from './id-numbers/application/limit-listed-numbers';
import { CloseVolunteer } from './closing/application/close-volunteer';
import { CorrectionTexts } from './corrections/application/correction-texts';
import { DecideClosing } from './closing/application/decide-closing';
import { DecideCorrection } from './corrections/application/decide-correction';
import { ExportOwnData } from './profile/application/export-own-data';
import { AbsorbVolunteer } from './person/application/absorb-volunteer';
import { ChangePhone } from './person/application/change-phone';
import { CheckIdNumber } from './corrections/application/check-id-number';
import { CheckRegistrations } from './registration/application/check-registrations';
import { GrantConsent } from './consent/application/grant-consent';
import { IndexForSearch } from './search/application/index-for-search';
import { IdNumberAccess } from './minors/application/id-number-access';
import { IdentityIntake } from './person/application/identity-intake';
import { OpenVolunteerAccount } from './person/application/open-volunteer-account';
import { PersonExports } from './person/application/person-exports';
import { PersonTraces } from './person/application/person-traces';
import { RecogniseVolunteer } from './person/application/recognise-volunteer';
import { RecordGuardian } from './minors/application/record-guardian';
import { RegisterVolunteer } from './registration/application/register-volunteer';
import { RequestClosing } from './closing/application/request-closing';
import { RequestCorrection } from './corrections/application/request-correction';
import { RequestReveal } from './minors/application/request-reveal';
import { RevealMinors } from './minors/application/reveal-minors';
import { RehomeVolunteer } from './person/application/rehome-volunteer';
import { ReviewBatch } from './registration/application/review-batch';
import { ReviewVolunteer } from './registration/application/review-volunteer';
import { CorrectionLooks } from './corrections/application/correction-looks';
import { RevealCorrections } from './corrections/application/reveal-corrections';
import { ShowClosings } from './closing/application/show-closings';
import { ShowRegistrations } from './registration/application/show-registrations';
import { ShowCorrections } from './corrections/application/show-corrections';
import { UpdateVolunteer } from './profile/application/update-volunteer';
import { VolunteerAccounts } from './person/application/volunteer-accounts';
import { WithdrawConsent } from './consent/application/withdraw-consent';
import { ClosingsController } from './closing/http/closings.controller';
import { CorrectionsController } from './corrections/http/corrections.controller';
import { MinorsController } from './minors/http/minors.controller';
import { OwnVolunteerController } from './profile/http/own-volunteer.controller';
import { VolunteerReviewsController } from './registration/http/volunteer-reviews.controller';
import { VolunteerRegistrationsController } from './registration/http/volunteer-registrations.controller';
import { VolunteersController } from './profile/http/volunteers.controller';
import { ClosingRequests } from './closing/persistence/closing-requests';
import { GuardianRepository } from './minors/persistence/guardian.repository';
import { IdNumberChecks } from './id-numbers/persistence/id-number-checks';
import { IdentityCorrections } from './corrections/persistence/identity-corrections';
import { ConsentTextsController } from './consent/http/consent-texts.controller';
import { VolunteerSearchesController } from './search/http/volunteer-searches.controller';
import { SearchJobHandlers } from './search/jobs/search-job-handlers';
import { PersonalFields } from './person/persistence/personal-fields';
import { personTables } from './person-tables';
import { personTraces } from './person-traces';
import { PublicNames } from './consent/persistence/public-names';
import { RevealApprovals } from './minors/persistence/reveal-approvals';
import { ShownRows } from './person/persistence/shown-rows';
import { VolunteerDirectory } from './person/persistence/volunteer-directory';
import { VolunteerQueries } from './person/persistence/volunteer-queries';
import { VolunteerReseal } from './person/persistence/volunteer-reseal';
import { VolunteerSearch } from './search/persistence/volunteer-search';
import { VolunteerRepository } from './person/persistence/volunteer.repository';
import { ConsentRow, VolunteerRow } from './person/persistence/volunteer.row';

@Module({
  imports: [TypeOrmModule.forFeature([VolunteerRow, ConsentRow]), DivisionsModule],
  controllers: [
    VolunteerRegistrationsController,
    VolunteersController,
    VolunteerReviewsController,
    OwnVolunteerController,
    ClosingsController,
    CorrectionsController,
    MinorsController,
    VolunteerSearchesController,
    ConsentTextsController,
  ],
  providers: [
    AbsorbVolunteer,
    RehomeVolunteer,
    CheckRegistrations,
    RegisterVolunteer,
    ReviewVolunteer,
    ReviewBatch,
    ...[RevealMinors, RequestReveal, RevealApprovals, RecordGuardian, GuardianRepository],
    ...[ExportOwnData, PersonExports],
    ...[AuditReasons, CloseVolunteer, RequestClosing, DecideClosing, ClosingRequests, PersonTraces],
    ...[RequestCorrection, DecideCorrection, ShowCorrections, RevealCorrections, ShowClosings, ShowRegistrations],
    ...[CorrectionLooks, CorrectionTexts, IdentityCorrections],
    ...[UpdateVolunteer, ChangePhone],
    OpenVolunteerAccount,
    GrantConsent,
    WithdrawConsent,
    IdNumberAccess,
    ...[CheckIdNumber, CompareIdNumbers, LimitListedNumbers, IdNumberChecks],
    IdentityIntake,
    VolunteerAccounts,
    RecogniseVolunteer,
    IndexForSearch,
    SearchJobHandlers,
    VolunteerSearch,
    PersonalFields,
    ShownRows,
    VolunteerDirectory,
    PublicNames,
    VolunteerQueries,
    VolunteerRepository,
    VolunteerReseal,
  ],
  exports: [
    AbsorbVolunteer,
    RehomeVolunteer,
    CheckRegistrations,
    RegisterVolunteer,
    ReviewVolunteer,
    ReviewBatch,
    GrantConsent,
    WithdrawConsent,
    AuditReasons,
    IdNumberAccess,
    VolunteerDirectory,
    RecogniseVolunteer,
    PublicNames,
    PersonExports,
    PersonTraces,
    PersonalFields,
    ChangePhone,
    VolunteerAccounts,
  ],
})
export class VolunteersModule implements OnModuleInit {
  constructor(
    private readonly traces: PersonTraces,
    private readonly exports: PersonExports,
  ) {}

  onModuleInit(): void {
    this.traces.declare('volunteers', personTraces);
    this.exports.declare('volunteers', personTables);
  }
}
