/** The only door of this module. */
export { peopleImportErrors } from './errors';
export { PeopleImportsModule } from './people-imports.module';
