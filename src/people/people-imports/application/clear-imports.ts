import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/foundation/clock/clock';
import { UnitOfWork } from '../../../platform/data/database/unit-of-work';
import { PeopleImportRepository } from '../persistence/people-import.repository';
import { StagedRows } from '../persistence/staged-rows';

/** How long uploaded rows wait for a confirmation. */
const KEPT_MS = 7 * 24 * 3_600_000;

/** Throws away the rows of uploads that nobody confirmed in time. */
@Injectable()
export class ClearImports {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly imports: PeopleImportRepository,
    private readonly staged: StagedRows,
    private readonly clock: Clock,
  ) {}

  /** @returns how many uploads ended. */
  async execute(): Promise<number> {
    return this.unitOfWork.run(async (tx) => {
      const at = this.clock.now();
      const expired = await this.imports.expire(tx, new Date(at.getTime() - KEPT_MS), at);
      await this.staged.dropAll(tx, expired);
      return expired.length;
    });
  }
}
