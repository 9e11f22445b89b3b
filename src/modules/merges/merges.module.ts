import { Module } from '@nestjs/common';
import { TeamsModule } from '../teams';
import { VolunteersModule } from '../volunteers';
import { DecideMerge } from './application/decide-merge';
import { ProposeMerge } from './application/propose-merge';
import { ShowMerges } from './application/show-merges';
import { MergesController } from './http/merges.controller';
import { MergeRepository } from './persistence/merge.repository';

@Module({
  imports: [VolunteersModule, TeamsModule],
  controllers: [MergesController],
  providers: [ProposeMerge, DecideMerge, ShowMerges, MergeRepository],
})
export class MergesModule {}
