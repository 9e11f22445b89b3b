import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { canonicalJson } from '../../../kernel/canonical-json';
import { Clock } from '../../../platform/clock/clock';
import { type CommandContext, Commands } from '../../../platform/database/commands';
import { DoneAtTheSameMoment, type Transaction, UnitOfWork } from '../../../platform/database/unit-of-work';
import { requireScope } from '../../../platform/identity/access';
import { type Actor, actorIdOf } from '../../../platform/identity/actor';
import { VolunteerDirectory, volunteerErrors } from '../../volunteers';
import { ledgerErrors } from '../errors';
import { ManualPostingRepository } from '../persistence/manual-posting.repository';
import { LedgerPosting } from './ledger-posting';

export interface PostManuallyCommand {
  readonly volunteerId: string;
  /** UUIDv7 made and kept by the device before sending; it stands for this posting for ever. */
  readonly id: string;
  readonly reason: 'BONUS' | 'PENALTY';
  /** Tenths of a point, positive; a penalty takes them away. */
  readonly pointTenths: number;
  /** Why, in the administrator's words. */
  readonly grounds: string;
}

export interface ManualPostingAnswer {
  readonly id: string;
  readonly seq: number;
  /** Signed. */
  readonly pointTenths: number;
  readonly balanceAfterPointTenths: number;
}

const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;
/** Decided by a person, not by a policy. */
const RULE_VERSION = 'manual';

/** Gives or takes points by hand: by an administrator, with grounds, once per id the device made. */
@Injectable()
export class PostManually {
  constructor(
    private readonly commands: Commands,
    private readonly unitOfWork: UnitOfWork,
    private readonly volunteers: VolunteerDirectory,
    private readonly manual: ManualPostingRepository,
    private readonly posting: LedgerPosting,
    private readonly clock: Clock,
  ) {}

  /**
   * Refuses in this order: LEDGER_POSTING_ID_INVALID, VOLUNTEER_UNKNOWN, PERMISSION_MISSING, SCOPE_FOREIGN,
   * LEDGER_OWN_ACCOUNT, LEDGER_POSTING_ID_REUSED, VOLUNTEER_NOT_ACTIVE. The same id with the same content gets the
   * first answer, also years later and also when the volunteer has left meanwhile.
   */
  async execute(context: CommandContext, command: PostManuallyCommand): Promise<ManualPostingAnswer> {
    return this.commands.run(context, 'ledger.post-manually', command, (tx) => this.post(tx, context.actor, command));
  }

  /** The same path rolled back: what the answer would be. @throws as `execute` */
  async preview(actor: Actor, command: PostManuallyCommand): Promise<ManualPostingAnswer> {
    return this.unitOfWork.dryRun((tx) => this.post(tx, actor, command));
  }

  private async post(tx: Transaction, actor: Actor, command: PostManuallyCommand): Promise<ManualPostingAnswer> {
    const { volunteerId, id, reason, grounds } = command;
    if (!UUID_V7.test(id)) throw ledgerErrors.refuse('LEDGER_POSTING_ID_INVALID', { field: 'id' });
    const volunteer = await this.volunteers.byId(volunteerId, tx);
    requireScope(actor, 'ledger.adjust', volunteer.divisionPath);
    if (actor.kind === 'USER' && actor.volunteerId === volunteerId) throw ledgerErrors.refuse('LEDGER_OWN_ACCOUNT');
    const payloadHash = hashOf(command);
    const known = await this.manual.findHeld(tx, volunteerId, id);
    if (known) {
      if (!known.payloadHash.equals(payloadHash)) {
        throw ledgerErrors.refuse('LEDGER_POSTING_ID_REUSED', { field: 'id' });
      }
      return { id, seq: known.seq, pointTenths: known.pointTenths, balanceAfterPointTenths: known.balanceAfter };
    }
    if (volunteer.status !== 'ACTIVE') throw volunteerErrors.refuse('VOLUNTEER_NOT_ACTIVE', { field: 'volunteerId' });
    const pointTenths = reason === 'BONUS' ? command.pointTenths : -command.pointTenths;
    const postedAt = this.clock.now();
    const postedBy = actorIdOf(actor);
    // Written down first: the ledger posts nothing whose cause nobody has declared.
    const { seq, balanceAfter } = await this.manual.insert(tx, {
      volunteerId,
      id,
      payloadHash,
      reason,
      pointTenths,
      grounds,
      postedBy,
      postedAt,
    });
    const [result] = await this.posting.post(
      tx,
      [
        {
          volunteerId,
          accountKind: 'POINT_TENTHS',
          amount: pointTenths,
          issuerDivisionId: volunteer.divisionId,
          reason,
          causeKind: 'MANUAL',
          causeId: id,
          ruleVersion: RULE_VERSION,
          effectiveAt: postedAt,
        },
      ],
      postedBy,
    );
    if (result?.seq !== seq || result.balanceAfter !== balanceAfter) {
      throw new DoneAtTheSameMoment({ cause: new Error('the first posting to an account met another one') });
    }
    return { id, seq, pointTenths, balanceAfterPointTenths: balanceAfter };
  }
}

function hashOf({ volunteerId, reason, pointTenths, grounds }: PostManuallyCommand): Buffer {
  return createHash('sha256').update(canonicalJson({ volunteerId, reason, pointTenths, grounds })).digest();
}
