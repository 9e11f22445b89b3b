import { Injectable } from '@nestjs/common';
import type { CommandContext } from '../../../platform/data/database/commands';
import { decodeCursor, type Page, pageOf } from '../../../platform/delivery/http/paging';
import { UnitOfWork } from '../../../platform/data/database/unit-of-work';
import type { Actor } from '../../../platform/foundation/actor/actor';
import { DecisionGuard } from '../../../platform/security/decisions';
import { requirePermission } from '../../../platform/security/identity/access';
import { ReviewBatch, type ReviewLine } from '../../volunteers';
import { peopleImportErrors } from '../errors';
import type { PeopleImport } from '../persistence/people-import.repository';
import { PeopleImportQueries } from '../persistence/people-import-queries';
import { ImportAccess } from './import-access';

/** Each is a transaction of its own: as many as one request may take the time for. */
const PER_CALL = 500;

/** Asked by nobody in particular. */
const NOBODYS = 'system:nobody';

export interface ReviewImportCommand {
  readonly importId: string;
  readonly decision: 'APPROVE' | 'REJECT';
  readonly reason?: string;
  /** Where the last call ended. */
  readonly after?: string;
}

export type ImportReviewLine = ReviewLine & { readonly rowNumber: number };

/** Reviews everybody whom an import registered, in the order of its rows, some hundreds per call. */
@Injectable()
export class ReviewImport {
  constructor(
    private readonly access: ImportAccess,
    private readonly queries: PeopleImportQueries,
    private readonly batch: ReviewBatch,
    private readonly guard: DecisionGuard,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** @throws PEOPLE_IMPORT_UNKNOWN, PEOPLE_IMPORT_NO_PEOPLE, PERMISSION_MISSING, CURSOR_INVALID, DECISION_HANDS_IN_IT */
  async execute(context: CommandContext, command: ReviewImportCommand): Promise<Page<ImportReviewLine>> {
    requirePermission(context.actor, 'volunteer.review');
    const found = await this.access.find(context.actor, command.importId);
    const { id, kind } = found;
    if (kind !== 'VOLUNTEERS') throw peopleImportErrors.refuse('PEOPLE_IMPORT_NO_PEOPLE');
    if (command.decision === 'APPROVE') await this.requireNotBrought(context.actor, found);
    const after = decodeCursor(command.after === undefined ? {} : { after: command.after }, 1);
    const rows = await this.queries.registered(id, Number(after?.[0] ?? 0), PER_CALL + 1);
    const { decision, reason } = command;
    const volunteerIds = rows.slice(0, PER_CALL).map((row) => row.volunteerId);
    const lines = await this.batch.execute(context, {
      volunteerIds,
      decision,
      ...(reason !== undefined && { reason }),
    });
    const lineOf = new Map(lines.map((line) => [line.volunteerId, line]));
    const page = pageOf(
      rows,
      PER_CALL,
      ({ rowNumber }) => [rowNumber],
      ({ rowNumber, volunteerId }) => ({ rowNumber, line: lineOf.get(volunteerId) }),
    );
    return { ...page, items: page.items.flatMap(({ rowNumber, line }) => (line ? [{ rowNumber, ...line }] : [])) };
  }

  /**
   * Whoever brought a list does not admit its people, though a colleague confirmed it; whoever confirmed is refused person by
   * person, because these are registered in the own name.
   */
  private async requireNotBrought(actor: Actor, { uploadedBy, confirmedBy, confirmedAt }: PeopleImport): Promise<void> {
    if (confirmedBy === null || confirmedAt === null || confirmedBy === uploadedBy) return;
    const facts = { askedBy: NOBODYS, hands: [uploadedBy], concerned: [], beganAt: confirmedAt };
    await this.unitOfWork.run(async (tx) => this.guard.requireFree(tx, actor, facts));
  }
}
