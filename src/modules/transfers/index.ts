/** The only door of this module. */
export { transferErrors } from './errors';
export { TransfersModule } from './transfers.module';
