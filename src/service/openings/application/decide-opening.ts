import { Injectable } from '@nestjs/common';
import { localDayOf } from '../../../kernel/local-day';
import { Clock } from '../../../platform/foundation/clock/clock';
import { type CommandContext, Commands } from '../../../platform/data/database/commands';
import type { Transaction } from '../../../platform/data/database/unit-of-work';
import { requireScope } from '../../../platform/security/identity/access';
import { actorIdOf } from '../../../platform/foundation/actor/actor';
import { Outbox } from '../../../platform/data/outbox';
import { DecisionGuard, Decisions } from '../../../platform/security/decisions';
import { Notices } from '../../../people/notices';
import { PlacePublicity } from '../../service-hours';
import { openingErrors } from '../errors';
import { openingsDue } from '../jobs/opening-jobs';
import { OPENING_REVERSAL, type OpeningReversal } from './opening-reversal-kind';
import { OpeningLines } from '../persistence/opening-lines';
import { type OpeningImport, OpeningRepository, type OpeningStatus } from '../persistence/opening.repository';

export interface OpeningDecision {
  readonly id: string;
  readonly status: OpeningStatus;
}

const ALL_ROWS = 1_000_000;

/** Lets a second person make old hours public or reject them; public or posted ones are taken back by two. */
@Injectable()
export class DecideOpening {
  constructor(
    private readonly commands: Commands,
    private readonly openings: OpeningRepository,
    private readonly lines: OpeningLines,
    private readonly decisions: Decisions,
    private readonly guard: DecisionGuard,
    private readonly publicity: PlacePublicity,
    private readonly notices: Notices,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /**
   * What is approved is public first, as long as a service record of the place; then a job posts it. Everybody in it is
   * told at once, while it can be objected to.
   *
   * Refuses in this order: OPENING_UNKNOWN, PERMISSION_MISSING, SCOPE_FOREIGN, OPENING_STATE_WRONG, DECISION_OWN,
   * DECISION_OWN_HOUSEHOLD, DECISION_OWN_LEADER, DECISION_SAME_PERSON, OPENING_DAYS_FULL, CALENDAR_YEAR_MISSING.
   */
  async decide(
    context: CommandContext,
    command: { readonly id: string; readonly decision: 'APPROVE' | 'REJECT'; readonly reason?: string },
  ): Promise<OpeningDecision> {
    return this.commands.run(context, 'openings.decide', command, async (tx) => {
      const opening = await this.hold(tx, context, command.id, 'ledger.open');
      if (opening.status !== 'SUBMITTED') throw openingErrors.refuse('OPENING_STATE_WRONG');
      const by = actorIdOf(context.actor);
      await this.guard.requireFree(tx, context.actor, await this.lines.tiesOf(opening, tx));
      const decided = { by, at: this.clock.now(), reason: command.reason ?? null };
      if (command.decision === 'REJECT') {
        await this.openings.decide(tx, opening.id, { ...decided, status: 'REJECTED' });
        return { id: opening.id, status: 'REJECTED' as const };
      }
      await this.requireRoom(tx, opening, decided.at);
      const { publicityUntil } = await this.publicity.from(tx, decided.at, opening.divisionPath);
      await this.openings.decide(tx, opening.id, { ...decided, status: 'PUBLICITY', publicityUntil });
      await this.tell(tx, opening, publicityUntil);
      const bell = { dedupKey: `${openingsDue.name}/${opening.id}`, availableAt: publicityUntil };
      await this.outbox.add(tx, openingsDue, {}, bell);
      return { id: opening.id, status: 'PUBLICITY' as const };
    });
  }

  /**
   * Asks for every row of an import to be taken back; it stands until another agrees.
   *
   * @throws OPENING_UNKNOWN, PERMISSION_MISSING, SCOPE_FOREIGN, OPENING_STATE_WRONG, DECISION_PENDING
   */
  async askToReverse(
    context: CommandContext,
    command: { readonly id: string; readonly reason: string },
  ): Promise<OpeningDecision & { readonly decisionId: string }> {
    return this.commands.run(context, 'openings.reverse', command, async (tx) => {
      const opening = await this.hold(tx, context, command.id, 'ledger.reverse');
      const { id, status, divisionId, documentTitle, rowCount, totalMinutes } = opening;
      if (status !== 'POSTED' && status !== 'PUBLICITY') throw openingErrors.refuse('OPENING_STATE_WRONG');
      const asked = await this.decisions.ask<OpeningReversal>(tx, context.actor, {
        ...{ kind: OPENING_REVERSAL, divisionId, subjectId: id, reason: command.reason },
        payload: { openingId: id, documentTitle, rowCount, totalMinutes },
        concerned: (await this.lines.tiesOf(opening, tx)).concerned,
      });
      return { id, status, decisionId: asked.id };
    });
  }

  /** What was public or posted since the file was checked counts too. @throws OPENING_DAYS_FULL */
  private async requireRoom(tx: Transaction, opening: OpeningImport, now: Date): Promise<void> {
    await this.openings.holdAll(tx);
    const dayMinutes = await this.publicity.openingDayMinutes(opening.divisionPath, now, tx);
    const rows = await this.lines.rows(opening.id, 0, ALL_ROWS, tx);
    const [first] = await this.openings.overfull(rows, dayMinutes, tx);
    if (!first) return;
    const volunteerNo = rows.find(({ volunteerId }) => volunteerId === first.volunteerId)?.volunteerNo ?? '';
    throw openingErrors.refuse('OPENING_DAYS_FULL', { details: { volunteerNo, from: first.from, to: first.to } });
  }

  /** Each person once, with all that the file would give. */
  private async tell(tx: Transaction, opening: OpeningImport, publicityUntil: Date): Promise<void> {
    const minutes = new Map<string, number>();
    for (const row of await this.lines.rows(opening.id, 0, ALL_ROWS, tx)) {
      minutes.set(row.volunteerId, (minutes.get(row.volunteerId) ?? 0) + row.minutes);
    }
    const title = opening.documentTitle;
    // The last day of the publicity: it ends with the midnight after it.
    const until = localDayOf(publicityUntil.getTime() - 1);
    await this.notices.send(
      tx,
      [...minutes].map(([volunteerId, sum]) => ({
        volunteerId,
        kind: 'OLD_HOURS_PUBLIC' as const,
        subjectKey: opening.id,
        data: { title, minutes: sum, until },
      })),
    );
  }

  private async hold(
    tx: Transaction,
    context: CommandContext,
    id: string,
    permission: 'ledger.open' | 'ledger.reverse',
  ): Promise<OpeningImport> {
    const opening = await this.openings.hold(tx, id);
    if (!opening) throw openingErrors.refuse('OPENING_UNKNOWN');
    requireScope(context.actor, permission, opening.divisionPath);
    return opening;
  }
}
