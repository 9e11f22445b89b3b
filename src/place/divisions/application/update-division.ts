import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../../platform/data/database/unit-of-work';
import { AuditLog } from '../../../platform/data/audit/audit-log';
import { httpErrors } from '../../../platform/delivery/http/http-errors';
import { requireScope } from '../../../platform/security/identity/access';
import type { Actor } from '../../../platform/foundation/actor/actor';
import type { LabelTerm } from '../domain/division-kind';
import { divisionErrors } from '../errors';
import { DivisionDirectory, type DivisionView } from '../persistence/division-directory';
import { DivisionRepository } from '../persistence/division.repository';

export interface UpdateDivisionCommand {
  readonly id: string;
  readonly expectedVersion: number;
  readonly name?: string;
  readonly compoundName?: string | null;
  /** The phone residents are told to call; places below without one use it. */
  readonly contactPhone?: string | null;
  readonly sortOrder?: number;
  readonly status?: 'ACTIVE' | 'CLOSED';
  /** Of a street: whether everybody may see who has stars. */
  readonly showsHonours?: boolean;
  readonly labels?: Readonly<Partial<Record<LabelTerm, string>>>;
}

/** Changes what a division is called, its order, its words or whether it is in use. The tree itself never changes. */
@Injectable()
export class UpdateDivision {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly divisions: DivisionRepository,
    private readonly directory: DivisionDirectory,
    private readonly audit: AuditLog,
  ) {}

  /** @throws DIVISION_UNKNOWN, VERSION_OUTDATED, SCOPE_FOREIGN */
  async execute(actor: Actor, command: UpdateDivisionCommand): Promise<DivisionView> {
    return this.unitOfWork.run(async (tx) => {
      const division = await this.divisions.find(tx, command.id);
      if (!division) throw divisionErrors.refuse('DIVISION_UNKNOWN');
      requireScope(actor, 'division.manage', division.path);
      const isSaved = await this.divisions.update(tx, division.id, command.expectedVersion, {
        name: command.name ?? division.name,
        compoundName: command.compoundName === undefined ? division.compoundName : command.compoundName,
        contactPhone: command.contactPhone === undefined ? division.contactPhone : command.contactPhone,
        sortOrder: command.sortOrder ?? division.sortOrder,
        status: command.status ?? division.status,
        showsHonours: command.showsHonours ?? division.showsHonours,
      });
      if (!isSaved) throw httpErrors.refuse('VERSION_OUTDATED', { field: 'If-Match' });
      if (command.labels) await this.divisions.setLabels(tx, division.id, command.labels);
      await this.audit.record(tx, actor, {
        action: 'divisions.update',
        subjectKind: 'division',
        subjectId: division.id,
        ...(command.showsHonours !== undefined && { details: { showsHonours: command.showsHonours } }),
      });
      return this.directory.byId(division.id, tx);
    });
  }
}
