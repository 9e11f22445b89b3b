import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DivisionsModule } from '../divisions';
import { AbsorbVolunteer } from './application/absorb-volunteer';
import { CheckRegistrations } from './application/check-registrations';
import { GrantConsent } from './application/grant-consent';
import { IndexForSearch } from './application/index-for-search';
import { IdNumberAccess } from './application/id-number-access';
import { IdentityIntake } from './application/identity-intake';
import { OpenVolunteerAccount } from './application/open-volunteer-account';
import { RecogniseVolunteer } from './application/recognise-volunteer';
import { RegisterVolunteer } from './application/register-volunteer';
import { RehomeVolunteer } from './application/rehome-volunteer';
import { ReviewVolunteer } from './application/review-volunteer';
import { UpdateVolunteer } from './application/update-volunteer';
import { VolunteerAccounts } from './application/volunteer-accounts';
import { WithdrawConsent } from './application/withdraw-consent';
import { OwnVolunteerController } from './http/own-volunteer.controller';
import { VolunteerRegistrationsController } from './http/volunteer-registrations.controller';
import { VolunteersController } from './http/volunteers.controller';
import { VolunteerSearchesController } from './http/volunteer-searches.controller';
import { SearchJobHandlers } from './jobs/search-job-handlers';
import { PersonalFields } from './persistence/personal-fields';
import { VolunteerDirectory } from './persistence/volunteer-directory';
import { VolunteerQueries } from './persistence/volunteer-queries';
import { VolunteerSearch } from './persistence/volunteer-search';
import { VolunteerRepository } from './persistence/volunteer.repository';
import { ConsentRow, VolunteerRow } from './persistence/volunteer.row';

@Module({
  imports: [TypeOrmModule.forFeature([VolunteerRow, ConsentRow]), DivisionsModule],
  controllers: [
    VolunteerRegistrationsController,
    VolunteersController,
    VolunteerSearchesController,
    OwnVolunteerController,
  ],
  providers: [
    AbsorbVolunteer,
    RehomeVolunteer,
    CheckRegistrations,
    RegisterVolunteer,
    ReviewVolunteer,
    UpdateVolunteer,
    OpenVolunteerAccount,
    GrantConsent,
    WithdrawConsent,
    IdNumberAccess,
    IdentityIntake,
    VolunteerAccounts,
    RecogniseVolunteer,
    IndexForSearch,
    SearchJobHandlers,
    VolunteerSearch,
    PersonalFields,
    VolunteerDirectory,
    VolunteerQueries,
    VolunteerRepository,
  ],
  exports: [
    AbsorbVolunteer,
    RehomeVolunteer,
    CheckRegistrations,
    RegisterVolunteer,
    ReviewVolunteer,
    GrantConsent,
    WithdrawConsent,
    IdNumberAccess,
    VolunteerDirectory,
    RecogniseVolunteer,
  ],
})
export class VolunteersModule {}
