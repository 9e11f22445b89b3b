import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DivisionsModule } from '../divisions';
import { GrantConsent } from './application/grant-consent';
import { IdNumberAccess } from './application/id-number-access';
import { IdentityIntake } from './application/identity-intake';
import { OpenVolunteerAccount } from './application/open-volunteer-account';
import { RecogniseVolunteer } from './application/recognise-volunteer';
import { RegisterVolunteer } from './application/register-volunteer';
import { ReviewVolunteer } from './application/review-volunteer';
import { UpdateVolunteer } from './application/update-volunteer';
import { VolunteerAccounts } from './application/volunteer-accounts';
import { WithdrawConsent } from './application/withdraw-consent';
import { OwnVolunteerController } from './http/own-volunteer.controller';
import { VolunteerRegistrationsController } from './http/volunteer-registrations.controller';
import { VolunteersController } from './http/volunteers.controller';
import { PersonalFields } from './persistence/personal-fields';
import { VolunteerDirectory } from './persistence/volunteer-directory';
import { VolunteerQueries } from './persistence/volunteer-queries';
import { VolunteerRepository } from './persistence/volunteer.repository';
import { ConsentRow, VolunteerRow } from './persistence/volunteer.row';

@Module({
  imports: [TypeOrmModule.forFeature([VolunteerRow, ConsentRow]), DivisionsModule],
  controllers: [VolunteerRegistrationsController, VolunteersController, OwnVolunteerController],
  providers: [
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
    PersonalFields,
    VolunteerDirectory,
    VolunteerQueries,
    VolunteerRepository,
  ],
  exports: [
    RegisterVolunteer,
    ReviewVolunteer,
    GrantConsent,
    WithdrawConsent,
    IdNumberAccess,
    VolunteerDirectory,
    RecogniseVolunteer,
    PersonalFields,
  ],
})
export class VolunteersModule {}
