import { Module, type OnModuleInit } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { WaitingQueues } from '../../platform/security/waiting';
import { DivisionsModule } from '../../place/divisions';
import { NoticesModule } from '../notices';
import { KindsModule } from '../../place/kinds';
import { PoliciesModule } from '../../place/policies';
import { Names } from '../../platform/delivery/http/names';
import { PersonExports, PersonTraces, VolunteersModule } from '../volunteers';
import { AppointDeputy } from './application/appoint-deputy';
import { CreateTeam } from './application/create-team';
import { DecideMembership } from './application/decide-membership';
import { DissolveTeam } from './application/dissolve-team';
import { JoinTeam } from './application/join-team';
import { LeaveTeam } from './application/leave-team';
import { MoveMembership } from './application/move-membership';
import { RemoveDeputy } from './application/remove-deputy';
import { TeamDeputies } from './application/team-deputies';
import { UpdateTeam } from './application/update-team';
import { MembershipsController } from './http/memberships.controller';
import { DeputiesController } from './http/deputies.controller';
import { TeamsController } from './http/teams.controller';
import { DeputyRepository } from './persistence/deputy.repository';
import { membershipRequestsQueue } from './persistence/membership-requests-queue';
import { TeamDirectory } from './persistence/team-directory';
import { TeamQueries } from './persistence/team-queries';
import { TeamRepository } from './persistence/team.repository';
import { TeamMembershipRow, TeamRow } from './persistence/team.row';
import { personTraces } from './persistence/person-traces';
import { personTables } from './persistence/person-tables';

@Module({
  imports: [
    TypeOrmModule.forFeature([TeamRow, TeamMembershipRow]),
    DivisionsModule,
    KindsModule,
    NoticesModule,
    PoliciesModule,
    VolunteersModule,
  ],
  controllers: [TeamsController, MembershipsController, DeputiesController],
  providers: [
    AppointDeputy,
    RemoveDeputy,
    TeamDeputies,
    DeputyRepository,
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
export class TeamsModule implements OnModuleInit {
  constructor(
    private readonly traces: PersonTraces,
    private readonly exports: PersonExports,
    private readonly names: Names,
    private readonly teams: TeamDirectory,
    queues: WaitingQueues,
  ) {
    queues.declare(membershipRequestsQueue);
  }

  onModuleInit(): void {
    this.traces.declare('teams', personTraces);
    this.exports.declare('teams', personTables);
    this.names.declare('TEAM', (_reader, ids) => this.teams.namesOf(ids));
  }
}
