import { Module } from '@nestjs/common';
import { VolunteersModule } from '../../../people/volunteers';
import { ActivitiesModule } from '../../activities';
import { GeofenceController } from './http/geofence.controller';
import { DropPositions } from './application/drop-positions';
import { LocatePunch } from './application/locate-punch';
import { SetGeofence } from './application/set-geofence';
import { ShowGeofence } from './application/show-geofence';
import { PositionHandlers } from './jobs/position-jobs';
import { GeofenceRepository } from './persistence/geofence.repository';

/** Where the spot of a shift is, and how far from it somebody stood. */
@Module({
  imports: [VolunteersModule, ActivitiesModule],
  controllers: [GeofenceController],
  providers: [DropPositions, LocatePunch, SetGeofence, ShowGeofence, PositionHandlers, GeofenceRepository],
  exports: [DropPositions, LocatePunch, GeofenceRepository],
})
export class GeofenceModule {}
