/** The only door of this module. */
export { Sms, SmsRefused } from './application/sms';
export { PhoneSignInModule } from './phone-sign-in.module';
export { PhoneAccounts } from './persistence/phone-accounts';
