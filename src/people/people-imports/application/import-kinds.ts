import { Injectable } from '@nestjs/common';
import type { PeopleImportKind } from '../domain/import-row';
import type { ImportKind } from './import-kind';
import { AppointmentImport } from './kinds/appointment-import';
import { DivisionImport } from './kinds/division-import';
import { TeamImport } from './kinds/team-import';
import { VolunteerImport } from './kinds/volunteer-import';

/** The four sorts of spreadsheet. */
@Injectable()
export class ImportKinds {
  private readonly byKind: Readonly<Record<PeopleImportKind, ImportKind>>;

  constructor(
    volunteers: VolunteerImport,
    teams: TeamImport,
    divisions: DivisionImport,
    appointments: AppointmentImport,
  ) {
    this.byKind = { VOLUNTEERS: volunteers, TEAMS: teams, DIVISIONS: divisions, APPOINTMENTS: appointments };
  }

  of(kind: PeopleImportKind): ImportKind {
    return this.byKind[kind];
  }
}
