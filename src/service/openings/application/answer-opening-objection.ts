import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/foundation/clock/clock';
import { type CommandContext, Commands } from '../../../platform/data/database/commands';
import type { Transaction } from '../../../platform/data/database/unit-of-work';
import { actorIdOf } from '../../../platform/foundation/actor/actor';
import { DecisionGuard, type Matter } from '../../../platform/security/decisions';
import { Notices } from '../../../people/notices';
import { serviceHoursErrors } from '../../service-hours';
import { openingErrors } from '../errors';
import {
  type OpeningObjection,
  OpeningObjectionRepository,
  type PublicOpeningRow,
} from '../persistence/opening-objection.repository';
import { OpeningLines } from '../persistence/opening-lines';
import { OpeningRepository } from '../persistence/opening.repository';
import { PostDueOpenings } from './post-due-openings';
import type { OpeningObjectionRef } from './raise-opening-objection';

export interface AnswerOpeningObjectionCommand {
  readonly objectionId: string;
  readonly outcome: 'UPHELD' | 'DISMISSED';
  readonly answer: string;
}

/** What the guard needs to know of an objection: who raised it, who handed the file in, whom it is about. */
export function objectionMatter(
  objection: Pick<OpeningObjection, 'raisedBy' | 'raisedAt' | 'volunteerId'>,
  row: Pick<PublicOpeningRow, 'divisionPath' | 'submittedBy'>,
): Matter {
  return {
    permission: 'record.review',
    divisionPath: row.divisionPath,
    askedBy: objection.raisedBy,
    hands: [row.submittedBy],
    concerned: [objection.volunteerId],
    beganAt: objection.raisedAt,
  };
}

/** Answers an objection: dismissed, the line goes on; upheld, it never counts. */
@Injectable()
export class AnswerOpeningObjection {
  constructor(
    private readonly commands: Commands,
    private readonly objections: OpeningObjectionRepository,
    private readonly openings: OpeningRepository,
    private readonly lines: OpeningLines,
    private readonly posting: PostDueOpenings,
    private readonly guard: DecisionGuard,
    private readonly notices: Notices,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws OPENING_OBJECTION_UNKNOWN, PERMISSION_MISSING, SCOPE_FOREIGN, DECISION_OWN, DECISION_OWN_HOUSEHOLD,
   *   DECISION_OWN_LEADER, DECISION_HANDS_IN_IT, DECISION_SAME_PERSON, OBJECTION_ANSWERED
   */
  async execute(context: CommandContext, command: AnswerOpeningObjectionCommand): Promise<OpeningObjectionRef> {
    return this.commands.run(context, 'openings.answer-objection', command, async (tx) => {
      const rowId = await this.objections.rowOf(tx, command.objectionId);
      // The import first, as in objecting and posting, so that nobody waits for each other.
      const row = rowId === null ? null : await this.objections.holdRow(tx, rowId);
      const objection = await this.objections.hold(tx, command.objectionId);
      if (!row || !objection) throw openingErrors.refuse('OPENING_OBJECTION_UNKNOWN');
      await this.guard.requireDecider(tx, context.actor, objectionMatter(objection, row));
      if (objection.status !== 'OPEN') throw serviceHoursErrors.refuse('OBJECTION_ANSWERED');
      const { outcome, answer: text } = command;
      await this.objections.answer(tx, objection.id, {
        ...{ outcome, text, by: actorIdOf(context.actor), at: this.clock.now() },
      });
      await this.tell(tx, objection, row, outcome);
      if (outcome === 'DISMISSED' && row.status === 'POSTED') await this.postHeld(tx, row);
      return { id: objection.id, rowId: row.id, status: outcome };
    });
  }

  /** The line's time has come meanwhile: it is posted with the answer. */
  private async postHeld(tx: Transaction, row: PublicOpeningRow): Promise<void> {
    const opening = await this.openings.hold(tx, row.importId);
    const rows = await this.lines.rowsToPost(tx, row.importId);
    if (!opening) return;
    await this.posting.postRows(
      tx,
      opening,
      rows.filter(({ id }) => id === row.id),
    );
  }

  /** Who objected, and whose line it is. */
  private async tell(
    tx: Transaction,
    objection: OpeningObjection,
    row: PublicOpeningRow,
    outcome: 'UPHELD' | 'DISMISSED',
  ): Promise<void> {
    const data = {
      ...{ title: row.documentTitle, servedOn: row.servedOn },
      outcome: outcome === 'UPHELD' ? '异议成立，这一行不入账' : '异议不成立，这一行照常入账',
    };
    const told = [...new Set([objection.raisedByVolunteerId, row.volunteerId])];
    await this.notices.send(
      tx,
      told.map((volunteerId) => ({ volunteerId, kind: 'OLD_HOURS_ANSWERED' as const, subjectKey: objection.id, data })),
    );
  }
}
