/** The only door of this module. */
export { PhoneSignInModule } from './phone-sign-in.module';
