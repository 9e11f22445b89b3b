/** The only door of this module. */
export { RequestTransfer, type RequestTransferCommand } from './application/request-transfer';
export { transferErrors } from './errors';
export { TransfersModule } from './transfers.module';
