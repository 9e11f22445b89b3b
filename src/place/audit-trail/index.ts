/** The only door of this module. */
export { AuditTrailModule } from './audit-trail.module';
