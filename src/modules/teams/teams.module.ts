import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DivisionsModule } from '../divisions';
import { VolunteersModule } from '../volunteers';
import { CreateTeam } from './application/create-team';
import { DecideMembership } from './application/decide-membership';
import { DissolveTeam } from './application/dissolve-team';
import { JoinTeam } from './application/join-team';
import { LeaveTeam } from './application/leave-team';
import { MoveMembership } from './application/move-membership';
import { UpdateTeam } from './application/update-team';
import { MembershipsController } from './http/memberships.controller';
import { TeamsController } from './http/teams.controller';
import { TeamDirectory } from './persistence/team-directory';
import { TeamQueries } from './persistence/team-queries';
import { TeamRepository } from './persistence/team.repository';
import { TeamMembershipRow, TeamRow } from './persistence/team.row';

@Module({
  imports: [TypeOrmModule.forFeature([TeamRow, TeamMembershipRow]), DivisionsModule, VolunteersModule],
  controllers: [TeamsController, MembershipsController],
  providers: [
    CreateTeam,
    UpdateTeam,
    DissolveTeam,
    JoinTeam,
    LeaveTeam,
    DecideMembership,
    MoveMembership,
    TeamDirectory,
    TeamQueries,
    TeamRepository,
  ],
  exports: [CreateTeam, UpdateTeam, DissolveTeam, JoinTeam, LeaveTeam, DecideMembership, MoveMembership, TeamDirectory],
})
export class TeamsModule {}
