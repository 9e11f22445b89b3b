import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../platform/foundation/actor/actor';
import { DivisionDirectory } from '../../../../place/divisions';
import {
  type CandidateFinding,
  CheckRegistrations,
  type GivenConsent,
  type PoliticalStatus,
  RegisterVolunteer,
  type RegisterVolunteerCommand,
} from '../../../volunteers';
import type { CellProblem, Duplicate, ImportRow, RowFinding } from '../../domain/import-row';
import {
  type ComparableRow,
  duplicatesInFile,
  politicalStatusLabels,
  repeatedIdRows,
  skillsOf,
  volunteerFields,
  volunteerRowProblems,
} from '../../domain/volunteer-rows';
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

/** People already registered that one row may be the same as: more than this is a shared office phone. */
const MAX_KNOWN_DUPLICATES = 5;

/** Lists of people, registered one by one through the registration itself; the ID number makes a row idempotent. */
@Injectable()
export class VolunteerImport extends ImportKind {
  override readonly kind = 'VOLUNTEERS';
  override readonly title = '志愿者登记';
  override readonly permission = 'volunteer.register';
  override readonly fields = volunteerFields;
  override readonly chunkRows = 100;

  constructor(
    private readonly divisions: DivisionDirectory,
    private readonly registrations: CheckRegistrations,
    private readonly register: RegisterVolunteer,
  ) {
    super();
  }

  override async check(asker: Actor, place: ImportPlace, rows: readonly ImportRow[]): Promise<readonly RowFinding[]> {
    const codes = await DivisionCodes.load(this.divisions, place);
    const identities = await this.registrations.execute(
      rows.map((row) => ({ idNumber: cellOf(row, 'idNumber'), phone: cellOf(row, 'phone') })),
      { path: place.path, asker },
    );
    const pairs = rows.flatMap((row, index) => {
      const identity = identities[index];
      return identity ? [{ row, identity }] : [];
    });
    const comparable = pairs.map(({ row, identity }) => comparableOf(row, identity));
    const repeated = repeatedIdRows(comparable);
    const inFile = duplicatesInFile(comparable);
    return pairs.map(({ row, identity }) => {
      const problems: CellProblem[] = [
        ...volunteerRowProblems(row, identity, codes.stateOf(cellOf(row, 'divisionCode'))),
      ];
      if (repeated.has(row.rowNumber)) problems.push({ column: 'idNumber', problem: 'ID_NUMBER_TWICE' });
      const isKnown = identity.known !== null;
      const duplicates = isKnown ? [] : [...knownDuplicates(row, identity), ...(inFile.get(row.rowNumber) ?? [])];
      return { rowNumber: row.rowNumber, problems, isKnown, knownId: identity.known?.id ?? null, duplicates };
    });
  }

  override async apply(batch: ImportBatch): Promise<readonly RowResult[]> {
    const codes = await DivisionCodes.load(this.divisions, batch.place);
    return applyEach(batch, ['VOLUNTEER_DUPLICATE'], async (row, context) => {
      const { id } = await this.register.execute(context, registrationOf(row, codes));
      return id;
    });
  }
}

function comparableOf(row: ImportRow, { idKey, phoneKey }: CandidateFinding): ComparableRow {
  return { rowNumber: row.rowNumber, name: cellOf(row, 'name'), idKey, phoneKey };
}

function knownDuplicates(row: ImportRow, identity: CandidateFinding): readonly Duplicate[] {
  return identity.samePhone.slice(0, MAX_KNOWN_DUPLICATES).map(({ id, name }) => ({
    kind: name === cellOf(row, 'name') ? 'SAME_NAME_AND_PHONE' : 'SAME_PHONE',
    otherVolunteerId: id,
    otherRowNumber: null,
  }));
}

function registrationOf(row: StagedRow, codes: DivisionCodes): RegisterVolunteerCommand {
  const phone = cellOf(row, 'phone');
  const occupation = cellOf(row, 'occupation');
  const politicalStatus = politicalStatusLabels[cellOf(row, 'politicalStatus')] as PoliticalStatus | undefined;
  return {
    channel: 'IMPORT',
    divisionId: codes.idOf(cellOf(row, 'divisionCode')),
    name: cellOf(row, 'name'),
    idNumber: cellOf(row, 'idNumber'),
    ...(phone !== '' && { phone }),
    ...(politicalStatus !== undefined && { politicalStatus }),
    ...(occupation !== '' && { occupation }),
    skills: skillsOf(cellOf(row, 'skills')),
    consents: consentsOf(row),
  };
}

/** The papers that were signed before the list was written. */
function consentsOf(row: StagedRow): readonly GivenConsent[] {
  const guardianVersion = cellOf(row, 'guardianVersion');
  const own: GivenConsent = { purpose: 'REGISTRATION', textVersion: cellOf(row, 'consentVersion'), channel: 'PAPER' };
  if (guardianVersion === '') return [own];
  return [own, { purpose: 'GUARDIAN', textVersion: guardianVersion, channel: 'GUARDIAN' }];
}
