/** The only door of this sub-room. */
export { VolunteerSearchModule } from './search.module';
