import { Module } from '@nestjs/common';
import { PersonModule } from '../person';
import { ClosingsController } from './http/closings.controller';
import { CloseVolunteer } from './application/close-volunteer';
import { DecideClosing } from './application/decide-closing';
import { RequestClosing } from './application/request-closing';
import { ShowClosings } from './application/show-closings';
import { ClosingRequests } from './persistence/closing-requests';

/** A number is closed when two agree, and what is left then. */
@Module({
  imports: [PersonModule],
  controllers: [ClosingsController],
  providers: [CloseVolunteer, DecideClosing, RequestClosing, ShowClosings, ClosingRequests],
  exports: [CloseVolunteer, RequestClosing],
})
export class VolunteerClosingModule {}
