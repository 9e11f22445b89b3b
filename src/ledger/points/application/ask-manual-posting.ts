import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { canonicalJson } from '../../../kernel/canonical-json';
import { Clock } from '../../../platform/foundation/clock/clock';
import { type CommandContext, Commands } from '../../../platform/data/database/commands';
import { type Transaction, UnitOfWork } from '../../../platform/data/database/unit-of-work';
import { requireScope } from '../../../platform/security/identity/access';
import { type Actor, actorIdOf } from '../../../platform/foundation/actor/actor';
import { DecisionGuard, Decisions } from '../../../platform/security/decisions';
import { VolunteerDirectory, volunteerErrors } from '../../../people/volunteers';
import { ledgerErrors } from '../../ledger';
import { ManualPostingRepository } from '../persistence/manual-posting.repository';
import { ManualCeilings } from './manual-ceilings';
import { MANUAL_POSTING, type ManualPostingAnswer, type ManualPostingAsked } from './post-manually';

export interface AskManualPostingCommand {
  readonly volunteerId: string;
  /** UUIDv7 made and kept by the device before sending; it stands for this posting for ever. */
  readonly id: string;
  readonly reason: 'BONUS' | 'PENALTY';
  /** Tenths of a point, positive; a penalty takes them away. */
  readonly pointTenths: number;
  /** Why, in the administrator's words; who decides and the volunteer read it. */
  readonly grounds: string;
}

export interface AskedManualPosting {
  /** The request that a second person decides. */
  readonly decisionId: string;
  readonly id: string;
}

const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;

/** What the asking looks up. */
@Injectable()
export class ManualPostingFacts {
  constructor(
    readonly volunteers: VolunteerDirectory,
    readonly clock: Clock,
    readonly guard: DecisionGuard,
  ) {}
}

/** Asks to give or take points by hand: with grounds, once per id the device made. A second person decides. */
@Injectable()
export class AskManualPosting {
  constructor(
    private readonly commands: Commands,
    private readonly unitOfWork: UnitOfWork,
    private readonly manual: ManualPostingRepository,
    private readonly ceilings: ManualCeilings,
    private readonly decisions: Decisions,
    private readonly facts: ManualPostingFacts,
  ) {}

  /**
   * Refuses in this order: LEDGER_POSTING_ID_INVALID, VOLUNTEER_UNKNOWN, PERMISSION_MISSING, SCOPE_FOREIGN,
   * LEDGER_OWN_ACCOUNT, DECISION_OWN (another account of one's own), DECISION_OWN_HOUSEHOLD, DECISION_OWN_LEADER,
   * LEDGER_POSTING_ID_REUSED, VOLUNTEER_NOT_ACTIVE, LEDGER_MANUAL_PERSON_FULL,
   * LEDGER_MANUAL_ASKER_FULL. The same id with the same content gets the first answer, also years later.
   */
  async execute(context: CommandContext, command: AskManualPostingCommand): Promise<AskedManualPosting> {
    return this.commands.run(context, 'ledger.post-manually', command, async (tx) => {
      const { id, volunteerId, grounds } = command;
      const known = await this.known(tx, context.actor, command);
      if (known) return { decisionId: known, id };
      const asked = await this.payloadOf(tx, context.actor, command);
      const { divisionId } = asked;
      const { id: decisionId } = await this.decisions.ask<ManualPostingAsked>(tx, context.actor, {
        ...{ kind: MANUAL_POSTING, divisionId, payload: asked.payload, subjectId: id, concerned: [volunteerId] },
        reason: grounds,
      });
      return { decisionId, id };
    });
  }

  /** What would be posted now, checked on the same path; writes nothing. @throws as `execute` */
  async preview(actor: Actor, command: AskManualPostingCommand): Promise<ManualPostingAnswer> {
    return this.unitOfWork.dryRun(async (tx) => {
      await this.known(tx, actor, command);
      const { payload } = await this.payloadOf(tx, actor, command);
      const { seq, balance } = await this.manual.lastOf(tx, command.volunteerId);
      const balanceAfterPointTenths = balance + payload.pointTenths;
      return { id: command.id, seq: seq + 1, pointTenths: payload.pointTenths, balanceAfterPointTenths };
    });
  }

  /** The request under this id. @throws all that is refused before the volunteer's state */
  private async known(tx: Transaction, actor: Actor, command: AskManualPostingCommand): Promise<string | null> {
    const { volunteerId, id } = command;
    if (!UUID_V7.test(id)) throw ledgerErrors.refuse('LEDGER_POSTING_ID_INVALID', { field: 'id' });
    const volunteer = await this.facts.volunteers.byId(volunteerId, tx);
    requireScope(actor, 'ledger.adjust', volunteer.divisionPath);
    if (actor.kind === 'USER' && actor.volunteerId === volunteerId) throw ledgerErrors.refuse('LEDGER_OWN_ACCOUNT');
    await this.facts.guard.requireUntied(tx, actor, [volunteerId]);
    const known = await this.manual.askedHeld(tx, volunteerId, id);
    if (known && known.payloadHash !== hashOf(command)) {
      throw ledgerErrors.refuse('LEDGER_POSTING_ID_REUSED', { field: 'id' });
    }
    return known?.decisionId ?? null;
  }

  private async payloadOf(tx: Transaction, actor: Actor, command: AskManualPostingCommand) {
    const { volunteerId, id, reason, grounds } = command;
    const { status, divisionPath, divisionId } = await this.facts.volunteers.byId(volunteerId, tx);
    if (status !== 'ACTIVE') throw volunteerErrors.refuse('VOLUNTEER_NOT_ACTIVE', { field: 'volunteerId' });
    const pointTenths = reason === 'BONUS' ? command.pointTenths : -command.pointTenths;
    const [askedBy, at] = [actorIdOf(actor), this.facts.clock.now()];
    await this.ceilings.require(tx, { volunteerId, pointTenths, divisionPath, askedBy, at });
    return { divisionId, payload: { volunteerId, id, reason, pointTenths, grounds, payloadHash: hashOf(command) } };
  }
}

function hashOf({ volunteerId, reason, pointTenths, grounds }: AskManualPostingCommand): string {
  return createHash('sha256').update(canonicalJson({ volunteerId, reason, pointTenths, grounds })).digest('hex');
}
