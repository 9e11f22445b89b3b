import { Injectable } from '@nestjs/common';
import { type LocalDay, localDayOf } from '../../../kernel/local-day';
import { Clock } from '../../../platform/foundation/clock/clock';
import { type CommandContext, Commands } from '../../../platform/data/database/commands';
import { decodeCursor, limitOf, type Page, pageOf, type PageQuery } from '../../../platform/delivery/http/paging';
import { type Actor, actorIdOf, scopesOf } from '../../../platform/foundation/actor/actor';
import { IdSource } from '../../../platform/foundation/ids/id-source';
import { Outbox } from '../../../platform/data/outbox';
import { DecisionGuard, type Matter, type Standing } from '../../../platform/security/decisions';
import { DivisionDirectory } from '../../../place/divisions';
import { Notices } from '../../../people/notices';
import { ReviewVolunteer, VolunteerDirectory, type VolunteerStatus } from '../../../people/volunteers';
import { oversightErrors } from '../errors';
import { tellNotFound } from '../jobs/visit-jobs';
import { SignalRepository } from '../persistence/signal.repository';
import { type Visit, type VisitDraw, VisitRepository, type VisitStatus } from '../persistence/visit.repository';

export interface RecordVisitCommand {
  readonly visitId: string;
  readonly result: 'FOUND' | 'NOT_FOUND';
  readonly visitedOn: string;
  /** Whom one met, what was seen. */
  readonly note: string;
}

export interface RecordedVisit {
  readonly id: string;
  readonly status: VisitStatus;
  readonly volunteerStatus: VolunteerStatus;
}

/** Instants are ISO 8601. */
export interface VisitItem extends Omit<Visit, 'divisionPath' | 'registeredAt' | 'drawnAt'>, Standing {
  readonly name: string;
  readonly registeredAt: string;
  readonly drawnAt: string;
}

export interface VisitDrawItem extends Omit<VisitDraw, 'seedCipher' | 'committedAt' | 'drawnAt'> {
  readonly committedAt: string;
  readonly drawnAt: string | null;
}

const NOT_FOUND_REASON = '上门核对时没有找到本人';

/** What the guard needs to know of a visit: who registered, and who is visited. */
function visitMatter(visit: Visit): Matter {
  return {
    permission: 'volunteer.review',
    divisionPath: visit.divisionPath,
    askedBy: visit.registeredBy,
    hands: [],
    concerned: [visit.volunteerId],
    beganAt: visit.registeredAt,
  };
}

/** Registrations that were drawn for a visit, and what another than who registered them has found there. */
@Injectable()
export class RegistrationVisits {
  constructor(
    private readonly commands: Commands,
    private readonly visits: VisitRepository,
    private readonly signals: SignalRepository,
    private readonly reviews: ReviewVolunteer,
    private readonly volunteers: VolunteerDirectory,
    private readonly divisions: DivisionDirectory,
    private readonly guard: DecisionGuard,
    private readonly notices: Notices,
    private readonly outbox: Outbox,
    private readonly ids: IdSource,
    private readonly clock: Clock,
  ) {}

  /**
   * Who is not found is suspended (a registration that waits is rejected), told, and a signal names who registered.
   *
   * @throws VISIT_UNKNOWN, PERMISSION_MISSING, SCOPE_FOREIGN, DECISION_OWN, DECISION_OWN_HOUSEHOLD, DECISION_OWN_LEADER,
   *   DECISION_SAME_PERSON, VISIT_RECORDED, VISIT_DAY_INVALID
   */
  async record(context: CommandContext, command: RecordVisitCommand): Promise<RecordedVisit> {
    return this.commands.run(context, 'oversight.record-visit', command, async (tx) => {
      const visit = await this.visits.holdVisit(tx, command.visitId);
      if (!visit) throw oversightErrors.refuse('VISIT_UNKNOWN');
      await this.guard.requireDecider(tx, context.actor, visitMatter(visit));
      if (visit.status !== 'WAITING') throw oversightErrors.refuse('VISIT_RECORDED');
      const at = this.clock.now();
      const visitedOn = command.visitedOn as LocalDay;
      if (visitedOn > localDayOf(at.getTime()) || visitedOn < localDayOf(visit.drawnAt.getTime())) {
        throw oversightErrors.refuse('VISIT_DAY_INVALID', { field: 'visitedOn' });
      }
      const { id, volunteerId } = visit;
      const { result: status, note } = command;
      await this.visits.record(tx, id, { status, visitedOn, note, by: actorIdOf(context.actor), at });
      if (status === 'FOUND') {
        return { id, status, volunteerStatus: (await this.volunteers.byId(volunteerId, tx)).status };
      }
      const volunteerStatus = await this.reviews.stopNotFound(tx, context.actor, volunteerId, NOT_FOUND_REASON);
      const evidence = { volunteerId, clerk: visit.registeredBy, visitId: id, visitedOn };
      const signal = { kind: 'PERSON_NOT_FOUND' as const, subjectKey: volunteerId, divisionId: visit.divisionId };
      await this.signals.raise(tx, [{ ...signal, evidence, id: this.ids.next() }], at);
      await this.notices.send(tx, [{ volunteerId, kind: 'VISIT_NOT_FOUND', subjectKey: id, data: {} }]);
      await this.outbox.add(tx, tellNotFound, { volunteerId }, { dedupKey: `${tellNotFound.name}/${id}` });
      return { id, status, volunteerStatus };
    });
  }

  /** Drawn first first; what waits says whether the reader may record it. @throws DIVISION_UNKNOWN, CURSOR_INVALID */
  async page(
    actor: Actor,
    query: PageQuery & { readonly divisionId?: string; readonly status?: VisitStatus },
  ): Promise<Page<VisitItem>> {
    const limit = limitOf(query);
    const divisionPath = query.divisionId === undefined ? null : (await this.divisions.byId(query.divisionId)).path;
    const found = await this.visits.page({
      ...{ scopes: scopesOf(actor, 'volunteer.review'), divisionPath, status: query.status ?? null },
      ...{ after: decodeCursor(query, 2), limit: limit + 1 },
    });
    const names = await this.volunteers.displayNames(found.map(({ volunteerId }) => volunteerId));
    const rows = await this.guard.withStandings(actor, found, (visit) =>
      visit.status === 'WAITING' ? visitMatter(visit) : null,
    );
    return pageOf(
      rows,
      limit,
      (row) => [row.drawnAt.toISOString(), row.id],
      (row) => ({
        ...{ id: row.id, drawId: row.drawId, volunteerId: row.volunteerId, volunteerNo: row.volunteerNo },
        ...{ divisionId: row.divisionId, divisionName: row.divisionName, cause: row.cause },
        ...{ registeredBy: row.registeredBy, status: row.status, visitedOn: row.visitedOn, note: row.note },
        ...{ mayDecide: row.mayDecide, whyNot: row.whyNot, whoMay: row.whoMay, missing: row.missing },
        name: names.get(row.volunteerId)?.name ?? names.get(row.volunteerId)?.maskedName ?? '*',
        registeredAt: row.registeredAt.toISOString(),
        drawnAt: row.drawnAt.toISOString(),
      }),
    );
  }

  /** All draws, newest first: the hash before, the seed after. @throws CURSOR_INVALID */
  async draws(query: PageQuery): Promise<Page<VisitDrawItem>> {
    const limit = limitOf(query);
    const rows = await this.visits.draws(decodeCursor(query, 2), limit + 1);
    return pageOf(
      rows,
      limit,
      (row) => [row.committedAt.toISOString(), row.id],
      ({ id, kind, periodFrom, seedHash, seed, candidateCount, committedAt, drawnAt }) => ({
        ...{ id, kind, periodFrom, seedHash, seed, candidateCount },
        committedAt: committedAt.toISOString(),
        drawnAt: drawnAt?.toISOString() ?? null,
      }),
    );
  }
}
