import { Injectable } from '@nestjs/common';
import { decodeCursor, limitOf, type Page, pageOf, type PageQuery } from '../../../../platform/delivery/http/paging';
import { type Actor, decidingScopesOf } from '../../../../platform/foundation/actor/actor';
import { DecisionGuard, type Standing } from '../../../../platform/security/decisions';
import { DivisionDirectory } from '../../../../place/divisions';
import { type OpenExcuse, SignupOutcomeRepository } from '../persistence/signup-outcome.repository';
import { excuseMatter } from './excuse-matter';

export interface OpenExcusesQuery extends PageQuery {
  readonly divisionId?: string;
  readonly teamId?: string;
}

export type OpenExcuseItem = Omit<OpenExcuse, 'divisionPath' | 'leaderVolunteerId' | 'deputyVolunteerIds'>;

/** What waits of excuses, over all shifts: for leaders, who stands in for them, and staff. */
@Injectable()
export class ShowOpenExcuses {
  constructor(
    private readonly outcomes: SignupOutcomeRepository,
    private readonly divisions: DivisionDirectory,
    private readonly guard: DecisionGuard,
  ) {}

  /** The oldest first. @throws DIVISION_UNKNOWN, CURSOR_INVALID */
  async execute(actor: Actor, query: OpenExcusesQuery): Promise<Page<OpenExcuseItem & Standing>> {
    const division = query.divisionId === undefined ? null : await this.divisions.byId(query.divisionId);
    const limit = limitOf(query);
    const rows = await this.outcomes.open({
      scopes: decidingScopesOf(actor, 'attendance.run'),
      leaderId: actor.kind === 'USER' ? actor.volunteerId : null,
      path: division?.path ?? '/',
      teamId: query.teamId ?? null,
      limit,
      after: decodeCursor(query, 2),
    });
    const { items, next } = pageOf(
      rows,
      limit,
      (row) => [row.submittedAt.toISOString(), row.signupId],
      (row) => row,
    );
    const matterOf = (row: OpenExcuse) => excuseMatter(actor, row, row.volunteerId);
    return { items: await this.guard.withStandings(actor, items, matterOf, itemOf), next };
  }
}

/** Without what is for deciding only. */
function itemOf(row: OpenExcuse): OpenExcuseItem {
  const { signupId, volunteerId, volunteerNo, name, shiftId, teamId, title, startsAt, reason, submittedAt } = row;
  return { signupId, volunteerId, volunteerNo, name, shiftId, teamId, title, startsAt, reason, submittedAt };
}
