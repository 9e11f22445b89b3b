import { Module, type OnModuleInit } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DivisionsModule } from '../../../place/divisions';
import { Names } from '../../../platform/delivery/http/names';
import { AuditReasons } from './application/audit-reasons';
import { AbsorbVolunteer } from './application/absorb-volunteer';
import { ChangePhone } from './application/change-phone';
import { IdentityIntake } from './application/identity-intake';
import { OpenVolunteerAccount } from './application/open-volunteer-account';
import { PersonExports } from './application/person-exports';
import { PersonTraces } from './application/person-traces';
import { RecogniseVolunteer } from './application/recognise-volunteer';
import { RehomeVolunteer } from './application/rehome-volunteer';
import { VolunteerAccounts } from './application/volunteer-accounts';
import { ActorNames } from './persistence/actor-names';
import { PersonalFields } from './persistence/personal-fields';
import { ShownRows } from './persistence/shown-rows';
import { VolunteerDirectory } from './persistence/volunteer-directory';
import { VolunteerQueries } from './persistence/volunteer-queries';
import { VolunteerReseal } from './persistence/volunteer-reseal';
import { VolunteerRepository } from './persistence/volunteer.repository';
import { VolunteerRow } from './persistence/volunteer.row';
import { ConsentRow } from './persistence/volunteer.row';

/** The row of a person: number, state, sealed fields, account. */
@Module({
  imports: [TypeOrmModule.forFeature([VolunteerRow, ConsentRow]), DivisionsModule],
  providers: [
    AuditReasons,
    AbsorbVolunteer,
    ChangePhone,
    IdentityIntake,
    OpenVolunteerAccount,
    PersonExports,
    PersonTraces,
    RecogniseVolunteer,
    RehomeVolunteer,
    VolunteerAccounts,
    ActorNames,
    PersonalFields,
    ShownRows,
    VolunteerDirectory,
    VolunteerQueries,
    VolunteerReseal,
    VolunteerRepository,
  ],
  exports: [
    AuditReasons,
    AbsorbVolunteer,
    ChangePhone,
    IdentityIntake,
    OpenVolunteerAccount,
    PersonExports,
    PersonTraces,
    RecogniseVolunteer,
    RehomeVolunteer,
    VolunteerAccounts,
    PersonalFields,
    ShownRows,
    VolunteerDirectory,
    VolunteerQueries,
    VolunteerRepository,
  ],
})
export class PersonModule implements OnModuleInit {
  constructor(
    private readonly names: Names,
    private readonly actors: ActorNames,
  ) {}

  onModuleInit(): void {
    this.names.declare('ACTOR', (reader, ids) => this.actors.of(reader, ids));
  }
}
