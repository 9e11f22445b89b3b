import { Injectable } from '@nestjs/common';
import { decodeCursor, limitOf, type Page, pageOf, type PageQuery } from '../../../../platform/delivery/http/paging';
import { requireScope } from '../../../../platform/security/identity/access';
import { type Actor, scopesOf } from '../../../../platform/foundation/actor/actor';
import { DecisionGuard, type Matter, type Standing } from '../../../../platform/security/decisions';
import { DivisionDirectory } from '../../../../place/divisions';
import { VolunteerDirectory } from '../../../../people/volunteers';
import { serviceHoursErrors } from '../../errors';
import {
  type ListedRun,
  RecomputeRepository,
  type RecomputeRun,
  type RunCounts,
} from '../persistence/recompute.repository';
import { recomputeMatter } from './recompute-matter';

export interface RecomputeView extends Omit<RecomputeRun, 'createdAt'>, RunCounts {
  readonly createdAt: string;
}

/** A difference as the approver reads it. */
export interface RecomputeLineView {
  readonly recordId: string;
  readonly volunteerId: string;
  readonly name: string;
  readonly activityTitle: string;
  readonly servedOn: string;
  readonly beforeMinutes: number;
  readonly afterMinutes: number;
  readonly beforeVersion: string;
  readonly why: readonly string[];
  readonly status: string;
  readonly newRecordId: string | null;
  readonly skipReason: string | null;
}

export interface RecomputeRunsQuery extends PageQuery {
  readonly divisionId?: string;
  readonly status?: RecomputeRun['status'];
}

/** A run in the list; how many records it changes stands with the run. */
export interface ListedRunView extends Omit<RecomputeRun, 'createdAt'> {
  readonly createdAt: string;
}

/** Shows runs of recomputing and their differences. */
@Injectable()
export class ShowRecompute {
  constructor(
    private readonly runs: RecomputeRepository,
    private readonly divisions: DivisionDirectory,
    private readonly volunteers: VolunteerDirectory,
    private readonly guard: DecisionGuard,
  ) {}

  /** The latest first; of those that wait it is said whether the reader may decide. @throws DIVISION_UNKNOWN, CURSOR_INVALID */
  async list(actor: Actor, query: RecomputeRunsQuery): Promise<Page<ListedRunView & Standing>> {
    const division = query.divisionId === undefined ? null : await this.divisions.byId(query.divisionId);
    const limit = limitOf(query);
    const rows = await this.runs.list({
      scopes: scopesOf(actor, 'policy.manage'),
      ...{ path: division?.path ?? '/', status: query.status ?? null, limit, after: decodeCursor(query, 2) },
    });
    const { items, next } = pageOf(
      rows,
      limit,
      (run) => [run.createdAt.toISOString(), run.id],
      (run) => run,
    );
    const matters = new Map(
      await Promise.all(
        items
          .filter(({ status }) => status === 'DRAFT')
          .map(async (run) => [run.id, recomputeMatter(run.divisionPath, await this.runs.tiesOf(run))] as const),
      ),
    );
    const shown = await this.guard.withStandings(actor, items, ({ id }) => matters.get(id) ?? null, viewOf);
    return { items: shown, next };
  }

  /** @throws RECOMPUTE_UNKNOWN, SCOPE_FOREIGN */
  async run(actor: Actor, runId: string): Promise<RecomputeView & Standing> {
    const run = await this.readable(actor, runId);
    const view = { ...run, ...(await this.runs.counts(runId)), createdAt: run.createdAt.toISOString() };
    return this.guard.withStanding(actor, view, run.status === 'DRAFT' ? await this.matterOf(run) : null);
  }

  /** @throws RECOMPUTE_UNKNOWN, SCOPE_FOREIGN, CURSOR_INVALID */
  async lines(actor: Actor, runId: string, query: PageQuery): Promise<Page<RecomputeLineView>> {
    await this.readable(actor, runId);
    const limit = limitOf(query);
    const rows = await this.runs.lines(runId, decodeCursor(query, 2), limit);
    const names = await this.volunteers.displayNames(rows.map(({ volunteerId }) => volunteerId));
    return pageOf(
      rows,
      limit,
      (line) => [line.volunteerId, line.recordId],
      ({ result, ...line }) => ({
        ...line,
        name: names.get(line.volunteerId)?.name ?? '*',
        activityTitle: result.activityTitle,
        servedOn: result.servedOn,
      }),
    );
  }

  private async matterOf(run: RecomputeRun): Promise<Matter> {
    const { path } = await this.divisions.byId(run.divisionId);
    return recomputeMatter(path, await this.runs.tiesOf(run));
  }

  private async readable(actor: Actor, runId: string): Promise<RecomputeRun> {
    const run = await this.runs.find(runId);
    if (!run) throw serviceHoursErrors.refuse('RECOMPUTE_UNKNOWN');
    requireScope(actor, 'policy.manage', (await this.divisions.byId(run.divisionId)).path);
    return run;
  }
}

/** Without what is for deciding only. */
function viewOf(run: ListedRun): ListedRunView {
  const { id, divisionId, fromDay, toDay, policyVersion, reason, status, examinedCount, createdBy } = run;
  return {
    ...{ id, divisionId, fromDay, toDay, policyVersion, reason, status, examinedCount, createdBy },
    createdAt: run.createdAt.toISOString(),
  };
}
