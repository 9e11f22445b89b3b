import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DivisionsModule } from '../divisions';
import { IdNumberAccess } from './application/id-number-access';
import { IdentityIntake } from './application/identity-intake';
import { RegisterVolunteer } from './application/register-volunteer';
import { ReviewVolunteer } from './application/review-volunteer';
import { VolunteerAccounts } from './application/volunteer-accounts';
import { PersonalFields } from './persistence/personal-fields';
import { VolunteerDirectory } from './persistence/volunteer-directory';
import { VolunteerRepository } from './persistence/volunteer.repository';
import { ConsentRow, VolunteerRow } from './persistence/volunteer.row';

@Module({
  imports: [TypeOrmModule.forFeature([VolunteerRow, ConsentRow]), DivisionsModule],
  providers: [
    RegisterVolunteer,
    ReviewVolunteer,
    IdNumberAccess,
    IdentityIntake,
    VolunteerAccounts,
    PersonalFields,
    VolunteerDirectory,
    VolunteerRepository,
  ],
  exports: [RegisterVolunteer, ReviewVolunteer, IdNumberAccess, VolunteerDirectory],
})
export class VolunteersModule {}
