/** The only door of this module. */
export { OwnDayModule } from './own-day.module';
