/** The only door of this sub-room. */
export { Kiosk } from './application/kiosk';
export { KioskModule } from './kiosk.module';
