/** The only door of this module. */
export { OwnAccountModule } from './own-account.module';
