import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/foundation/clock/clock';
import { type CommandContext, Commands } from '../../../platform/data/database/commands';
import type { Transaction } from '../../../platform/data/database/unit-of-work';
import { requireScope } from '../../../platform/security/identity/access';
import { IdSource } from '../../../platform/foundation/ids/id-source';
import { type DivisionKind, mayHangUnder } from '../domain/division-kind';
import { divisionErrors } from '../errors';
import { DivisionDirectory, type DivisionView } from '../persistence/division-directory';
import { DivisionRepository } from '../persistence/division.repository';

export interface CreateDivisionCommand {
  readonly parentId: string | null;
  readonly kind: DivisionKind;
  readonly code: string;
  readonly name: string;
  readonly compoundName?: string;
  readonly sortOrder?: number;
}

/** Hangs a new division into the tree. */
@Injectable()
export class CreateDivision {
  constructor(
    private readonly commands: Commands,
    private readonly divisions: DivisionRepository,
    private readonly directory: DivisionDirectory,
    private readonly ids: IdSource,
    private readonly clock: Clock,
  ) {}

  /** @throws DIVISION_UNKNOWN, DIVISION_CLOSED, DIVISION_PARENT_WRONG, DIVISION_CODE_TAKEN, SCOPE_FOREIGN */
  async execute(context: CommandContext, command: CreateDivisionCommand): Promise<DivisionView> {
    return this.commands.run(context, 'divisions.create', command, (tx) => this.within(tx, context, command));
  }

  /** The same inside the caller's transaction, whose command it belongs to. */
  async within(tx: Transaction, context: CommandContext, command: CreateDivisionCommand): Promise<DivisionView> {
    const parent = command.parentId === null ? null : await this.divisions.find(tx, command.parentId);
    if (command.parentId !== null && !parent) throw divisionErrors.refuse('DIVISION_UNKNOWN', { field: 'parentId' });
    requireScope(context.actor, 'division.manage', parent?.path ?? '/');
    if (parent?.status === 'CLOSED') throw divisionErrors.refuse('DIVISION_CLOSED', { field: 'parentId' });
    if (!mayHangUnder(command.kind, parent?.kind ?? null)) {
      throw divisionErrors.refuse('DIVISION_PARENT_WRONG', { field: 'parentId' });
    }
    const id = this.ids.next();
    await this.divisions.insert(tx, {
      id,
      parent,
      kind: command.kind,
      code: command.code,
      name: command.name,
      compoundName: command.compoundName ?? null,
      sortOrder: command.sortOrder ?? 0,
      createdAt: this.clock.now(),
    });
    return this.directory.byId(id, tx);
  }
}
