import { Module } from '@nestjs/common';
import { DivisionsModule } from '../../../place/divisions';
import { PersonModule } from '../person';
import { GuardiansModule } from '../guardians';
import { IdNumbersModule } from '../id-numbers';
import { VolunteerClosingModule } from '../closing';
import { VolunteerRegistrationsController } from './http/volunteer-registrations.controller';
import { VolunteerReviewsController } from './http/volunteer-reviews.controller';
import { CheckRegistrations } from './application/check-registrations';
import { RegisterVolunteer } from './application/register-volunteer';
import { ReviewBatch } from './application/review-batch';
import { ReviewVolunteer } from './application/review-volunteer';
import { ShowRegistrations } from './application/show-registrations';

/** From the application to the admission. */
@Module({
  imports: [DivisionsModule, PersonModule, IdNumbersModule, VolunteerClosingModule, GuardiansModule],
  controllers: [VolunteerRegistrationsController, VolunteerReviewsController],
  providers: [CheckRegistrations, RegisterVolunteer, ReviewBatch, ReviewVolunteer, ShowRegistrations],
  exports: [CheckRegistrations, RegisterVolunteer, ReviewBatch, ReviewVolunteer, ShowRegistrations],
})
export class VolunteerRegistrationModule {}
