/** The only door of this sub-room. */
export { VolunteerCards } from './application/volunteer-cards';
export { VolunteerCardsModule } from './cards.module';
