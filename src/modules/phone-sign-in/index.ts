/** The only door of this module. */
export { Sms, SmsRefused } from './application/sms';
export { PhoneSignInModule } from './phone-sign-in.module';
