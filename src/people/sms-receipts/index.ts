/** The only door of this module. */
export { ReachByPhone } from './application/reach-by-phone';
export { SendReceipts } from './application/send-receipts';
export { SmsReceiptsModule } from './sms-receipts.module';
