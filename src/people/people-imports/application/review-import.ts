import { Injectable } from '@nestjs/common';
import type { CommandContext } from '../../../platform/data/database/commands';
import { decodeCursor, type Page, pageOf } from '../../../platform/delivery/http/paging';
import { requirePermission } from '../../../platform/security/identity/access';
import { ReviewBatch, type ReviewLine } from '../../volunteers';
import { peopleImportErrors } from '../errors';
import { PeopleImportQueries } from '../persistence/people-import-queries';
import { ImportAccess } from './import-access';

/** Each is a transaction of its own: as many as one request may take the time for. */
const PER_CALL = 500;

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
  ) {}

  /** @throws PEOPLE_IMPORT_UNKNOWN, PEOPLE_IMPORT_NO_PEOPLE, PERMISSION_MISSING, CURSOR_INVALID */
  async execute(context: CommandContext, command: ReviewImportCommand): Promise<Page<ImportReviewLine>> {
    requirePermission(context.actor, 'volunteer.review');
    const { id, kind } = await this.access.find(context.actor, command.importId);
    if (kind !== 'VOLUNTEERS') throw peopleImportErrors.refuse('PEOPLE_IMPORT_NO_PEOPLE');
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
}
