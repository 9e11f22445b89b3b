import { Module, type OnModuleInit } from '@nestjs/common';
import { PhoneSignInModule } from '../phone-sign-in';
import { PersonExports, VolunteersModule } from '../volunteers';
import { ListReceipts } from './application/list-receipts';
import { ReachByPhone } from './application/reach-by-phone';
import { SendReceipts } from './application/send-receipts';
import { ReceiptsController } from './http/receipts.controller';
import { ReceiptJobHandlers } from './jobs/receipt-job-handlers';
import { personTables } from './persistence/person-tables';
import { ReceiptRepository } from './persistence/receipt.repository';

/** Tells people without an account by text message which hours are about to be credited to them. */
@Module({
  imports: [PhoneSignInModule, VolunteersModule],
  controllers: [ReceiptsController],
  providers: [SendReceipts, ListReceipts, ReachByPhone, ReceiptRepository, ReceiptJobHandlers],
  exports: [ReachByPhone],
})
export class SmsReceiptsModule implements OnModuleInit {
  constructor(private readonly exports: PersonExports) {}

  onModuleInit(): void {
    this.exports.declare('sms-receipts', personTables);
  }
}
