/** The only door of this sub-room. */
export { DropPositions } from './application/drop-positions';
export { LocatePunch } from './application/locate-punch';
export type { CoordinateSystem } from './domain/coordinates';
export type { Position } from './domain/geofence';
export { GeofenceModule } from './geofence.module';
export { GeofenceRepository } from './persistence/geofence.repository';
