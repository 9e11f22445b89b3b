/** The only door of this module. */
export { ReachByPhone } from './application/reach-by-phone';
export { SendReceipts } from './application/send-receipts';
export { TextNotices } from './application/text-notices';
export type { Way } from './persistence/receipt.repository';
export { SmsReceiptsModule } from './sms-receipts.module';
