/** The only door of this module. */
export { CreateDivision, type CreateDivisionCommand } from './application/create-division';
export { ImportDivisions, type ImportedRows } from './application/import-divisions';
export { UpdateDivision } from './application/update-division';
export type { ImportRow as DivisionImportRow } from './domain/import-plan';
export { importSentences as divisionRowSentences } from './domain/import-sentences';
export { type DivisionKind, divisionKinds, type LabelTerm } from './domain/division-kind';
export { DivisionsModule } from './divisions.module';
export { divisionErrors } from './errors';
export {
  type CommunityPhone,
  type CommunityView,
  DivisionDirectory,
  type DivisionView,
  type PlaceOfStreet,
} from './persistence/division-directory';
