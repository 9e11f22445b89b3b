/** The only door of this module. */
export { DecideImport } from './application/decide-import';
export { StageImport } from './application/stage-import';
export { peopleImportErrors } from './errors';
export { PeopleImportsModule } from './people-imports.module';
