import { Module } from '@nestjs/common';
import { DivisionsModule } from '../../../place/divisions';
import { PersonModule } from '../person';
import { VolunteerRegistrationModule } from '../registration';
import { VolunteerSearchesController } from './http/volunteer-searches.controller';
import { IndexForSearch } from './application/index-for-search';
import { SearchJobHandlers } from './jobs/search-job-handlers';
import { VolunteerSearch } from './persistence/volunteer-search';

/** People found by name, initials, phone or number. */
@Module({
  imports: [DivisionsModule, PersonModule, VolunteerRegistrationModule],
  controllers: [VolunteerSearchesController],
  providers: [IndexForSearch, SearchJobHandlers, VolunteerSearch],
})
export class VolunteerSearchModule {}
