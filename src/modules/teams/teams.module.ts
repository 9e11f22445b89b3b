import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DivisionsModule } from '../divisions';
import { VolunteersModule } from '../volunteers';
import { CreateTeam } from './application/create-team';
import { DecideMembership } from './application/decide-membership';
import { JoinTeam } from './application/join-team';
import { TeamDirectory } from './persistence/team-directory';
import { TeamRepository } from './persistence/team.repository';
import { TeamMembershipRow, TeamRow } from './persistence/team.row';

@Module({
  imports: [TypeOrmModule.forFeature([TeamRow, TeamMembershipRow]), DivisionsModule, VolunteersModule],
  providers: [CreateTeam, JoinTeam, DecideMembership, TeamDirectory, TeamRepository],
  exports: [CreateTeam, JoinTeam, DecideMembership, TeamDirectory],
})
export class TeamsModule {}
