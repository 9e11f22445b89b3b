import { Module } from '@nestjs/common';
import { WaitingQueues } from '../../platform/security/waiting';
import { DivisionsModule } from '../../place/divisions';
import { TeamsModule } from '../teams';
import { VolunteersModule } from '../volunteers';
import { DecideTransfer } from './application/decide-transfer';
import { RequestTransfer } from './application/request-transfer';
import { ShowTransfers } from './application/show-transfers';
import { TransfersController } from './http/transfers.controller';
import { TransferRepository } from './persistence/transfer.repository';
import { transfersQueue } from './persistence/transfers-queue';

@Module({
  imports: [DivisionsModule, TeamsModule, VolunteersModule],
  controllers: [TransfersController],
  providers: [RequestTransfer, DecideTransfer, ShowTransfers, TransferRepository],
})
export class TransfersModule {
  constructor(queues: WaitingQueues) {
    queues.declare(transfersQueue);
  }
}
