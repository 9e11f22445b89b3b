/** The only door of this sub-room. */
export { VolunteerPageResponse } from './http/volunteer.responses';
export { VolunteerProfileModule } from './profile.module';
