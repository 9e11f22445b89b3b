/** The only door of this sub-room. */
export { CloseVolunteer } from './application/close-volunteer';
export { RequestClosing, type RequestClosingCommand } from './application/request-closing';
export { VolunteerClosingModule } from './closing.module';
export { closingsQueue } from './persistence/closings-queue';
