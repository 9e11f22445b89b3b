import { Injectable } from '@nestjs/common';
import { type LocalDay, parseLocalDay, startOfDayMs } from '../../../../kernel/local-day';
import type { Actor } from '../../../../platform/foundation/actor/actor';
import { DivisionDirectory } from '../../../../place/divisions';
import {
  AppointHead,
  type HeadAppointmentView,
  HeadDirectory,
  headErrors,
  type HeadRole,
  headRoles,
} from '../../../heads';
import { CheckRegistrations, VolunteerDirectory } from '../../../volunteers';
import {
  appointmentFields,
  appointmentRowProblems,
  type AppointmentTerm,
  headRoleLabels,
  overlaps,
  termOf,
} from '../../domain/appointment-rows';
import { type CellProblem, type ImportRow, readYesNo, type RowFinding } from '../../domain/import-row';
import type { ListedTerm } from '../appointments-kind';
import {
  applyEach,
  cellOf,
  type ImportBatch,
  ImportKind,
  type ImportPlace,
  type RowResult,
  type StagedRow,
} from '../import-kind';
import { DivisionCodes } from './division-codes';

interface Person {
  readonly id: string;
  readonly name: string | null;
  readonly isActive: boolean;
}

interface Named {
  readonly person: Person | null;
  readonly idProblem: string | null;
}

const DAY_MS = 86_400_000;

type Office = AppointmentTerm & { readonly volunteerId: string | null };
type Rows = readonly Pick<ImportRow, 'cells' | 'rowNumber'>[];

/** Lists of heads and their terms; person, place, role and first day make a row idempotent. */
@Injectable()
export class AppointmentImport extends ImportKind {
  override readonly kind = 'APPOINTMENTS';
  override readonly title = '三长任职';
  override readonly permission = 'appointment.manage';
  override readonly fields = appointmentFields;
  override readonly chunkRows = 100;

  constructor(
    private readonly divisions: DivisionDirectory,
    private readonly volunteers: VolunteerDirectory,
    private readonly registrations: CheckRegistrations,
    private readonly heads: HeadDirectory,
    private readonly appoint: AppointHead,
  ) {
    super();
  }

  override async check(asker: Actor, place: ImportPlace, rows: readonly ImportRow[]): Promise<readonly RowFinding[]> {
    const codes = await DivisionCodes.load(this.divisions, place);
    const people = await this.peopleOf(rows, place, asker);
    const offices = await this.officesIn(place);
    const planned = new Map<string, Office[]>();
    return rows.map((row, index) => {
      const { person, idProblem } = people[index] ?? { person: null, idProblem: null };
      const division = codes.find(cellOf(row, 'divisionCode'));
      const problems: CellProblem[] = [...appointmentRowProblems(row, { idProblem, volunteer: person, division })];
      const term = termOf(row);
      const key = keyOf(division?.id, headRoleLabels[cellOf(row, 'role')]?.role);
      let isKnown = false;
      if (term && problems.length === 0) {
        const office: Office = { ...term, volunteerId: person?.id ?? null };
        const taken = (offices.get(key) ?? []).filter((other) => overlaps(other, term));
        isKnown = taken.some((other) => isSame(other, office));
        if (taken.length > 0 && !isKnown) problems.push({ column: 'firstDay', problem: 'TERM_TAKEN' });
        const before = planned.get(key) ?? [];
        if (before.some((other) => overlaps(other, term))) problems.push({ column: 'firstDay', problem: 'TERM_TWICE' });
        planned.set(key, [...before, office]);
      }
      return { rowNumber: row.rowNumber, problems, isKnown, knownId: null, duplicates: [] };
    });
  }

  override async listedTerms(
    place: ImportPlace,
    rows: readonly StagedRow[],
    today: LocalDay,
  ): Promise<readonly ListedTerm[]> {
    const codes = await DivisionCodes.load(this.divisions, place);
    const people = await this.peopleOf(rows, place, null);
    return rows.flatMap((row, index) => {
      const term = termOf({ ...row, mangled: [] });
      const person = people[index]?.person;
      const role = headRoleLabels[cellOf(row, 'role')]?.role;
      if (row.isKnown || !term || !person || role === undefined) return [];
      const gainedDays = Math.max(0, (startOfDayMs(today) - startOfDayMs(term.validFrom)) / DAY_MS);
      const divisionId = codes.idOf(cellOf(row, 'divisionCode'));
      const { validFrom, validTo } = term;
      return [{ rowNumber: row.rowNumber, volunteerId: person.id, divisionId, role, validFrom, validTo, gainedDays }];
    });
  }

  override async apply(batch: ImportBatch): Promise<readonly RowResult[]> {
    const codes = await DivisionCodes.load(this.divisions, batch.place);
    const people = await this.peopleOf(batch.rows, batch.place, null);
    const personOf = new Map(batch.rows.map((row, index) => [row.rowNumber, people[index]?.person ?? null]));
    return applyEach(batch, [], async (row, context) => {
      const term = termOf({ ...row, mangled: [] });
      const person = personOf.get(row.rowNumber);
      if (!term || !person) throw new Error('a staged appointment names nobody or no term');
      const command = {
        volunteerId: person.id,
        divisionId: codes.idOf(cellOf(row, 'divisionCode')),
        role: headRoleLabels[cellOf(row, 'role')]?.role as HeadRole,
        validFrom: term.validFrom,
        ...(term.validTo !== null && { validTo: term.validTo }),
        isPaid: readYesNo(cellOf(row, 'isPaid')) === true,
        source: cellOf(row, 'source'),
      };
      const { appointmentId } = await this.appoint.execute(context, command, batch.decisionId);
      if (appointmentId === null) throw headErrors.refuse('APPOINTMENT_PAST');
      return appointmentId;
    });
  }

  /** Who each row means: by volunteer number, or else by ID number; nobody outside of the import's division. */
  private async peopleOf(rows: Rows, place: ImportPlace, asker: Actor | null): Promise<readonly Named[]> {
    const byNumber = await this.volunteers.byNumbers(rows.map((row) => cellOf(row, 'volunteerNo')));
    const byId = await this.registrations.execute(
      rows.map((row) => ({ idNumber: cellOf(row, 'idNumber'), phone: '' })),
      { path: place.path, asker },
    );
    return rows.map((row, index) => {
      const finding = byId[index];
      const idProblem = cellOf(row, 'idNumber') === '' ? null : (finding?.idProblem ?? null);
      if (cellOf(row, 'volunteerNo') === '') {
        const known = finding?.known;
        return { idProblem, person: known ? { ...known, isActive: known.status === 'ACTIVE' } : null };
      }
      const view = byNumber.get(cellOf(row, 'volunteerNo'));
      const isInside = view?.divisionPath.startsWith(place.path) === true;
      return { idProblem, person: isInside ? { ...view, isActive: view.status === 'ACTIVE' } : null };
    });
  }

  private async officesIn(place: ImportPlace): Promise<ReadonlyMap<string, readonly Office[]>> {
    const from = parseLocalDay('1900-01-01');
    const to = parseLocalDay('9999-12-31');
    if (!from || !to) throw new Error('the calendar has no such days');
    const offices = new Map<string, Office[]>();
    for (const view of await this.heads.appointmentsIn(place.path, headRoles, from, to)) {
      const key = keyOf(view.divisionId, view.role);
      offices.set(key, [...(offices.get(key) ?? []), officeOf(view)]);
    }
    return offices;
  }
}

function officeOf({ validFrom, validTo, volunteerId }: HeadAppointmentView): Office {
  return { validFrom, validTo, volunteerId };
}

function isSame(a: Office, b: Office): boolean {
  return a.volunteerId === b.volunteerId && a.validFrom === b.validFrom && a.validTo === b.validTo;
}

function keyOf(divisionId: string | undefined, role: string | undefined): string {
  return `${divisionId ?? ''} ${role ?? ''}`;
}
