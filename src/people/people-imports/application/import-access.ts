import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../../platform/data/database/unit-of-work';
import { type Actor, covers } from '../../../platform/foundation/actor/actor';
import { peopleImportErrors } from '../errors';
import { type PeopleImport, PeopleImportRepository } from '../persistence/people-import.repository';
import { ImportKinds } from './import-kinds';

/** Finds an import for somebody who may work with it; any other is not to be found. */
@Injectable()
export class ImportAccess {
  constructor(
    private readonly imports: PeopleImportRepository,
    private readonly kinds: ImportKinds,
  ) {}

  /** @throws PEOPLE_IMPORT_UNKNOWN */
  async find(actor: Actor, id: string): Promise<PeopleImport> {
    return this.permitted(actor, await this.imports.find(id));
  }

  /** Held until the end of the transaction. @throws PEOPLE_IMPORT_UNKNOWN */
  async hold(tx: Transaction, actor: Actor, id: string): Promise<PeopleImport> {
    return this.permitted(actor, await this.imports.hold(tx, id));
  }

  private permitted(actor: Actor, found: PeopleImport | null): PeopleImport {
    if (found && covers(actor, this.kinds.of(found.kind).permission, found.divisionPath)) return found;
    throw peopleImportErrors.refuse('PEOPLE_IMPORT_UNKNOWN');
  }
}
