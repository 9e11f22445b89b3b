import { Module } from '@nestjs/common';
import { DivisionsModule } from '../../place/divisions';
import { TeamsModule } from '../teams';
import { VolunteersModule } from '../volunteers';
import { DecideTransfer } from './application/decide-transfer';
import { RequestTransfer } from './application/request-transfer';
import { ShowTransfers } from './application/show-transfers';
import { TransfersController } from './http/transfers.controller';
import { TransferRepository } from './persistence/transfer.repository';

@Module({
  imports: [DivisionsModule, TeamsModule, VolunteersModule],
  controllers: [TransfersController],
  providers: [RequestTransfer, DecideTransfer, ShowTransfers, TransferRepository],
})
export class TransfersModule {}
