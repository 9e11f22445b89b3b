import { Injectable } from '@nestjs/common';
import { decodeCursor, limitOf, type Page, pageOf, type PageQuery } from '../../../platform/delivery/http/paging';
import { type Actor, actorIdOf, leads, scopesOf } from '../../../platform/foundation/actor/actor';
import { DecisionGuard, type Matter, type Standing } from '../../../platform/security/decisions';
import { DivisionDirectory } from '../../../place/divisions';
import { lateEntryErrors } from '../errors';
import { PaperSheetRepository, type WaitingSheet } from '../persistence/paper-sheet.repository';
import { tiesSince } from './entered-line-rules';

export interface WaitingSheetsQuery extends PageQuery {
  readonly divisionId?: string;
  readonly teamId?: string;
}

/** A sheet in the list. What was read stays hidden: a second reading is made blind. */
export interface WaitingSheetItem {
  readonly id: string;
  readonly shiftId: string;
  readonly activityId: string;
  readonly teamId: string;
  readonly title: string;
  readonly startsAt: Date;
  readonly photoId: string;
  readonly status: 'ENTERING' | 'DIFFERENT';
  readonly createdAt: Date;
  /** How many people have read it. */
  readonly readingCount: number;
}

const NOBODY = 'system:nobody';
/** What the guard calls it where the reader, or somebody who counts as the same, has read the sheet already. */
const READ_ALREADY: ReadonlySet<string> = new Set(['DECISION_SAME_PERSON', 'DECISION_HANDS_IN_IT']);

/** Sheets that wait for a first or a second reading, over all shifts. */
@Injectable()
export class ShowWaitingSheets {
  constructor(
    private readonly sheets: PaperSheetRepository,
    private readonly divisions: DivisionDirectory,
    private readonly guard: DecisionGuard,
  ) {}

  /** The oldest first; `mayDecide` says whether the reader may read it now. @throws DIVISION_UNKNOWN, CURSOR_INVALID */
  async execute(actor: Actor, query: WaitingSheetsQuery): Promise<Page<WaitingSheetItem & Standing>> {
    const division = query.divisionId === undefined ? null : await this.divisions.byId(query.divisionId);
    const limit = limitOf(query);
    const rows = await this.sheets.waiting({
      scopes: scopesOf(actor, 'attendance.run'),
      leaderId: actor.kind === 'USER' ? actor.volunteerId : null,
      path: division?.path ?? '/',
      teamId: query.teamId ?? null,
      limit,
      after: decodeCursor(query, 2),
    });
    const { items, next } = pageOf(
      rows,
      limit,
      (row) => [row.createdAt.toISOString(), row.id],
      (row) => row,
    );
    const told = await this.guard.withStandings(actor, items, (sheet) => readingMatter(actor, sheet), itemOf);
    return { items: told.map(inWordsOfSheets), next };
  }
}

/** Two readings are by two persons; where they differ, each may type the own one again. */
function readingMatter(actor: Actor, sheet: WaitingSheet): Matter {
  const { divisionPath, leaderVolunteerId, deputyVolunteerIds, title, readBy, status } = sheet;
  const volunteerIds = [...(leaderVolunteerId === null ? [] : [leaderVolunteerId]), ...deputyVolunteerIds];
  const [askedBy = NOBODY, ...hands] =
    status === 'DIFFERENT' ? readBy.filter((reader) => reader !== actorIdOf(actor)) : readBy;
  return {
    permission: 'attendance.run',
    divisionPath,
    isReadersRight: volunteerIds.some((id) => leads(actor, id)),
    leaders: { volunteerIds, of: title },
    ...{ askedBy, hands, concerned: [], beganAt: tiesSince(sheet) },
  };
}

function itemOf(sheet: WaitingSheet): WaitingSheetItem {
  const { id, shiftId, activityId, teamId, title, startsAt, photoId, status, createdAt, readBy } = sheet;
  return { id, shiftId, activityId, teamId, title, startsAt, photoId, status, createdAt, readingCount: readBy.length };
}

/** The refusal as entering the sheet would say it. */
function inWordsOfSheets<Row extends Standing>(row: Row): Row {
  if (row.whyNot === null || !READ_ALREADY.has(row.whyNot.code)) return row;
  const { code, sentence } = lateEntryErrors.refuse('SHEET_READ_BY_ONE');
  return { ...row, whyNot: { code, sentence } };
}
