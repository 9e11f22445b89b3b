/** The only door of this module. */
export { SendReceipts } from './application/send-receipts';
export { SmsReceiptsModule } from './sms-receipts.module';
