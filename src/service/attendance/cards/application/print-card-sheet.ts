import { Injectable } from '@nestjs/common';
import { localDayOf } from '../../../../kernel/local-day';
import { AuditLog } from '../../../../platform/data/audit/audit-log';
import { Clock } from '../../../../platform/foundation/clock/clock';
import { type Transaction, UnitOfWork } from '../../../../platform/data/database/unit-of-work';
import { PdfRenderer } from '../../../../platform/delivery/documents/pdf-renderer';
import { requireScope } from '../../../../platform/security/identity/access';
import { type Actor, covers } from '../../../../platform/foundation/actor/actor';
import { DivisionDirectory } from '../../../../place/divisions';
import { TeamDirectory } from '../../../../people/teams';
import { PublicNames, VolunteerDirectory, volunteerErrors, type VolunteerView } from '../../../../people/volunteers';
import { attendanceErrors } from '../../errors';
import type { CardOnSheet, CardSheet } from '../rendering/card-sheet';
import { renderCardSheet } from '../rendering/render-card-sheet';
import { VolunteerCards } from './volunteer-cards';

/** Twenty sheets. */
const MAX_CARDS = 200;

/** Whose cards: the people of a list, or the members of a team. Exactly one of the two. */
export interface CardSheetChoice {
  readonly volunteerIds?: readonly string[];
  readonly teamId?: string;
}

/** Prints the cards of people who carry no phone. Whoever holds a card is taken for its owner at a tablet, so each is audited. */
@Injectable()
export class PrintCardSheet {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly people: VolunteerDirectory,
    private readonly names: PublicNames,
    private readonly teams: TeamDirectory,
    private readonly divisions: DivisionDirectory,
    private readonly cards: VolunteerCards,
    private readonly renderer: PdfRenderer,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /**
   * A list is printed whole or not at all; of a team those members who are active and inside the actor's scope.
   *
   * @returns a PDF of A4 sheets with ten cards each.
   * @throws CARD_SHEET_CHOICE, CARD_SHEET_EMPTY, CARD_SHEET_TOO_LONG, TEAM_UNKNOWN, TEAM_DISSOLVED, VOLUNTEER_UNKNOWN,
   *   VOLUNTEER_NOT_ACTIVE, PERMISSION_MISSING, SCOPE_FOREIGN
   */
  async execute(actor: Actor, { volunteerIds, teamId }: CardSheetChoice): Promise<Buffer> {
    if ((volunteerIds === undefined) === (teamId === undefined)) throw attendanceErrors.refuse('CARD_SHEET_CHOICE');
    const people = await this.unitOfWork.run(async (tx) => {
      const chosen =
        teamId === undefined ? await this.listed(tx, actor, volunteerIds ?? []) : await this.team(tx, actor, teamId);
      for (const { id } of chosen) {
        await this.audit.record(tx, actor, {
          action: 'attendance.print-card',
          subjectKind: 'volunteer',
          subjectId: id,
          details: { teamId: teamId ?? null },
        });
      }
      return chosen;
    });
    return renderCardSheet(this.renderer, await this.drawn(people));
  }

  private async listed(tx: Transaction, actor: Actor, ids: readonly string[]): Promise<readonly VolunteerView[]> {
    const people = await this.people.byIds(ids, tx);
    if (people.length < ids.length) throw volunteerErrors.refuse('VOLUNTEER_UNKNOWN', { field: 'volunteerIds' });
    for (const { divisionPath, status } of people) {
      requireScope(actor, 'volunteer.register', divisionPath, 'volunteerIds');
      if (status !== 'ACTIVE') throw volunteerErrors.refuse('VOLUNTEER_NOT_ACTIVE', { field: 'volunteerIds' });
    }
    return people;
  }

  private async team(tx: Transaction, actor: Actor, teamId: string): Promise<readonly VolunteerView[]> {
    const { divisionPath } = await this.teams.activeById(teamId, tx);
    requireScope(actor, 'volunteer.register', divisionPath, 'teamId');
    const ids = await this.teams.activeMembers(teamId, MAX_CARDS + 1, tx);
    if (ids.length > MAX_CARDS) throw attendanceErrors.refuse('CARD_SHEET_TOO_LONG', { field: 'teamId' });
    const people = (await this.people.byIds(ids, tx)).filter(
      (person) => person.status === 'ACTIVE' && covers(actor, 'volunteer.register', person.divisionPath),
    );
    if (people.length === 0) throw attendanceErrors.refuse('CARD_SHEET_EMPTY', { field: 'teamId' });
    return people;
  }

  private async drawn(people: readonly VolunteerView[]): Promise<CardSheet> {
    const nameOf = await this.names.of(
      people.map(({ id }) => id),
      'CARD',
    );
    const places = new Map<string, readonly string[]>();
    const cards: CardOnSheet[] = [];
    for (const person of people) {
      const place = places.get(person.divisionPath) ?? (await this.placeOf(person.divisionPath));
      places.set(person.divisionPath, place);
      const { card, expiresAt } = await this.cards.of(person.id);
      cards.push({
        name: nameOf(person.id).text,
        volunteerNo: person.volunteerNo,
        place,
        card,
        lastDay: localDayOf(Date.parse(expiresAt)),
      });
    }
    return { printedOn: localDayOf(this.clock.nowMs()), cards };
  }

  /** Street and community, as far as there are any; for people of a wider division its own name. */
  private async placeOf(path: string): Promise<readonly string[]> {
    const ancestors = await this.divisions.ancestorsOf(path);
    const named = ancestors.filter(({ kind }) => kind === 'STREET' || kind === 'COMMUNITY');
    return (named.length > 0 ? named : ancestors.slice(-1)).map(({ name }) => name);
  }
}
