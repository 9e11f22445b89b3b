import { Module } from '@nestjs/common';
import { PersonModule } from '../person';
import { ConsentModule } from '../consent';
import { MinorsModule } from '../minors';
import { IdentityCorrectionsModule } from '../corrections';
import { VolunteerRegistrationModule } from '../registration';
import { VolunteersController } from './http/volunteers.controller';
import { OwnVolunteerController } from './http/own-volunteer.controller';
import { ExportOwnData } from './application/export-own-data';
import { UpdateVolunteer } from './application/update-volunteer';

/** What staff and the person see and change of a file. */
@Module({
  imports: [PersonModule, ConsentModule, MinorsModule, IdentityCorrectionsModule, VolunteerRegistrationModule],
  controllers: [VolunteersController, OwnVolunteerController],
  providers: [ExportOwnData, UpdateVolunteer],
})
export class VolunteerProfileModule {}
