/** The only door of this module. */
export { AppointHead, type AppointHeadCommand, type HeadAnswer } from './application/appoint-head';
export { EndAppointment, type EndAppointmentCommand } from './application/end-appointment';
export { type HeadRole, headRoleNames, headRoles } from './domain/head-role';
export { headErrors } from './errors';
export { HeadsModule } from './heads.module';
export { type HeadAppointmentView, HeadDirectory } from './persistence/head-directory';
export type { AppointedHead } from './application/term-shapes';
