/** The only door of this module. */
export { PhoneSignInModule } from './phone-sign-in.module';
export { PhoneAccounts } from './persistence/phone-accounts';
