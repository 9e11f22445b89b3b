import { Module, type OnModuleInit } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DivisionsModule } from '../../place/divisions';
import { AuditReasons } from './application/audit-reasons';
import { CompareIdNumbers } from './application/compare-id-numbers';
import { LimitListedNumbers } from './application/limit-listed-numbers';
import { CloseVolunteer } from './application/close-volunteer';
import { CorrectionTexts } from './application/correction-texts';
import { DecideClosing } from './application/decide-closing';
import { DecideCorrection } from './application/decide-correction';
import { ExportOwnData } from './application/export-own-data';
import { AbsorbVolunteer } from './application/absorb-volunteer';
import { ChangePhone } from './application/change-phone';
import { CheckIdNumber } from './application/check-id-number';
import { CheckRegistrations } from './application/check-registrations';
import { GrantConsent } from './application/grant-consent';
import { IndexForSearch } from './application/index-for-search';
import { IdNumberAccess } from './application/id-number-access';
import { IdentityIntake } from './application/identity-intake';
import { OpenVolunteerAccount } from './application/open-volunteer-account';
import { PersonExports } from './application/person-exports';
import { PersonTraces } from './application/person-traces';
import { RecogniseVolunteer } from './application/recognise-volunteer';
import { RecordGuardian } from './application/record-guardian';
import { RegisterVolunteer } from './application/register-volunteer';
import { RequestClosing } from './application/request-closing';
import { RequestCorrection } from './application/request-correction';
import { RequestReveal } from './application/request-reveal';
import { RevealMinors } from './application/reveal-minors';
import { RehomeVolunteer } from './application/rehome-volunteer';
import { ReviewBatch } from './application/review-batch';
import { ReviewVolunteer } from './application/review-volunteer';
import { CorrectionLooks } from './application/correction-looks';
import { RevealCorrections } from './application/reveal-corrections';
import { ShowClosings } from './application/show-closings';
import { ShowRegistrations } from './application/show-registrations';
import { ShowCorrections } from './application/show-corrections';
import { UpdateVolunteer } from './application/update-volunteer';
import { VolunteerAccounts } from './application/volunteer-accounts';
import { WithdrawConsent } from './application/withdraw-consent';
import { ClosingsController } from './http/closings.controller';
import { CorrectionsController } from './http/corrections.controller';
import { MinorsController } from './http/minors.controller';
import { OwnVolunteerController } from './http/own-volunteer.controller';
import { VolunteerReviewsController } from './http/volunteer-reviews.controller';
import { VolunteerRegistrationsController } from './http/volunteer-registrations.controller';
import { VolunteersController } from './http/volunteers.controller';
import { ClosingRequests } from './persistence/closing-requests';
import { GuardianRepository } from './persistence/guardian.repository';
import { IdNumberChecks } from './persistence/id-number-checks';
import { IdentityCorrections } from './persistence/identity-corrections';
import { ConsentTextsController } from './http/consent-texts.controller';
import { VolunteerSearchesController } from './http/volunteer-searches.controller';
import { SearchJobHandlers } from './jobs/search-job-handlers';
import { PersonalFields } from './persistence/personal-fields';
import { personTables } from './persistence/person-tables';
import { personTraces } from './persistence/person-traces';
import { PublicNames } from './persistence/public-names';
import { RevealApprovals } from './persistence/reveal-approvals';
import { ShownRows } from './persistence/shown-rows';
import { VolunteerDirectory } from './persistence/volunteer-directory';
import { VolunteerQueries } from './persistence/volunteer-queries';
import { VolunteerReseal } from './persistence/volunteer-reseal';
import { VolunteerSearch } from './persistence/volunteer-search';
import { VolunteerRepository } from './persistence/volunteer.repository';
import { ConsentRow, VolunteerRow } from './persistence/volunteer.row';

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
