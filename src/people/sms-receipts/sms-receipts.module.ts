import { Module, type OnModuleInit } from '@nestjs/common';
import { PhoneSignInModule } from '../phone-sign-in';
import { PersonExports, VolunteersModule } from '../volunteers';
import { ListReceipts } from './application/list-receipts';
import { ReachByPhone } from './application/reach-by-phone';
import { SendReceipts } from './application/send-receipts';
import { TextNotices } from './application/text-notices';
import { ReceiptsController } from './http/receipts.controller';
import { ReceiptJobHandlers } from './jobs/receipt-job-handlers';
import { personTables } from './persistence/person-tables';
import { ReceiptRepository } from './persistence/receipt.repository';

/** Text messages: which hours are about to be credited to people without an account, and notices that cannot wait. */
@Module({
  imports: [PhoneSignInModule, VolunteersModule],
  controllers: [ReceiptsController],
  providers: [SendReceipts, ListReceipts, ReachByPhone, TextNotices, ReceiptRepository, ReceiptJobHandlers],
  exports: [ReachByPhone, TextNotices],
})
export class SmsReceiptsModule implements OnModuleInit {
  constructor(private readonly exports: PersonExports) {}

  onModuleInit(): void {
    this.exports.declare('sms-receipts', personTables);
  }
}
