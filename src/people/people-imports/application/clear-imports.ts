import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/foundation/clock/clock';
import { type Transaction, UnitOfWork } from '../../../platform/data/database/unit-of-work';
import { systemActor } from '../../../platform/foundation/actor/actor';
import { Decisions } from '../../../platform/security/decisions';
import { PeopleImportRepository } from '../persistence/people-import.repository';
import { StagedRows } from '../persistence/staged-rows';
import { APPOINTMENT_LIST } from './appointments-kind';

/** How long uploaded rows wait for a confirmation. */
const KEPT_MS = 7 * 24 * 3_600_000;

/** Throws away the rows of uploads that nobody confirmed in time, and ends what waits for a decision about them. */
@Injectable()
export class ClearImports {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly imports: PeopleImportRepository,
    private readonly staged: StagedRows,
    private readonly decisions: Decisions,
    private readonly clock: Clock,
  ) {}

  /** One that cannot be ended does not keep the others. @returns how many uploads ended. @throws AggregateError */
  async execute(): Promise<number> {
    const at = this.clock.now();
    const before = new Date(at.getTime() - KEPT_MS);
    const overdue = await this.unitOfWork.snapshot((tx) => this.imports.overdue(tx, before));
    let ended = 0;
    const faults: unknown[] = [];
    for (const id of overdue) {
      try {
        if (await this.unitOfWork.run((tx) => this.end(tx, id, at))) ended += 1;
      } catch (error) {
        faults.push(error);
      }
    }
    if (faults.length > 0) throw new AggregateError(faults, `${String(faults.length)} uploads could not be ended`);
    return ended;
  }

  /** The request is held before the import, as whoever decides does; what was asked meanwhile waits for the next time. */
  private async end(tx: Transaction, id: string, at: Date): Promise<boolean> {
    const asked = await this.decisions.holdAbout(tx, APPOINTMENT_LIST, id);
    const held = await this.imports.hold(tx, id);
    if (held?.status !== 'CHECKED') return false;
    if (!asked && (await this.decisions.holdAbout(tx, APPOINTMENT_LIST, id))) return false;
    if (asked) await this.decisions.overtake(tx, systemActor('people-imports'), asked);
    await this.staged.dropAll(tx, [id]);
    await this.imports.finish(tx, id, { status: 'EXPIRED', by: 'system:people-imports', at });
    return true;
  }
}
