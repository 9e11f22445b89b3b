/** The only door of this module. */
export { ExternalSignInModule } from './external-sign-in.module';
