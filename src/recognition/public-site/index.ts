/** The only door of this module. */
export { PublicSiteModule } from './public-site.module';
