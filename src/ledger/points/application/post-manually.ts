import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Clock } from '../../../platform/foundation/clock/clock';
import { DoneAtTheSameMoment, type Transaction } from '../../../platform/data/database/unit-of-work';
import {
  type DecidedBy,
  type DecisionKind,
  DecisionKinds,
  type DecisionRequest,
} from '../../../platform/security/decisions';
import { VolunteerDirectory, volunteerErrors } from '../../../people/volunteers';
import { ManualPostingRepository } from '../persistence/manual-posting.repository';
import { LedgerPosting } from '../../ledger';
import { ManualCeilings } from './manual-ceilings';

export const MANUAL_POSTING = 'ledger.adjust';

export interface ManualPostingAsked {
  readonly volunteerId: string;
  readonly id: string;
  readonly reason: 'BONUS' | 'PENALTY';
  /** Signed. */
  readonly pointTenths: number;
  readonly grounds: string;
  /** SHA-256 of what the device sent, hex. */
  readonly payloadHash: string;
}

export interface ManualPostingAnswer {
  readonly id: string;
  readonly seq: number;
  /** Signed. */
  readonly pointTenths: number;
  readonly balanceAfterPointTenths: number;
}

/** Decided by people, not by a policy. */
const RULE_VERSION = 'manual';

/** Points by hand: one asks, another lets them be posted, and the volunteer is told. */
@Injectable()
export class PostManually implements DecisionKind<ManualPostingAsked>, OnModuleInit {
  readonly name = MANUAL_POSTING;
  readonly label = '手工积分';
  readonly permission = 'ledger.adjust';

  constructor(
    private readonly kinds: DecisionKinds,
    private readonly volunteers: VolunteerDirectory,
    private readonly manual: ManualPostingRepository,
    private readonly posting: LedgerPosting,
    private readonly ceilings: ManualCeilings,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.kinds.register(this);
  }

  sentence({ pointTenths }: ManualPostingAsked): string {
    return `${pointTenths > 0 ? '奖励' : '扣减'} ${String(Math.abs(pointTenths) / 10)} 分。`;
  }

  /** @throws VOLUNTEER_NOT_ACTIVE, LEDGER_MANUAL_PERSON_FULL, LEDGER_MANUAL_ASKER_FULL */
  async approve(tx: Transaction, request: DecisionRequest<ManualPostingAsked>, decision: DecidedBy) {
    const { payload, askedBy } = request;
    const { status, divisionPath } = await this.volunteers.byId(payload.volunteerId, tx);
    if (status !== 'ACTIVE') throw volunteerErrors.refuse('VOLUNTEER_NOT_ACTIVE');
    await this.ceilings.require(tx, { ...payload, divisionPath, askedBy, at: decision.at });
    return this.post(tx, payload, { askedBy, by: decision.by, decisionId: request.id });
  }

  private async post(
    tx: Transaction,
    asked: ManualPostingAsked,
    given: { readonly askedBy: string; readonly by: string; readonly decisionId: string },
  ): Promise<ManualPostingAnswer> {
    const { volunteerId, id, reason, pointTenths, grounds } = asked;
    const { divisionId: issuerDivisionId } = await this.volunteers.byId(volunteerId, tx);
    const postedAt = this.clock.now();
    // Written down first: the ledger posts nothing whose cause nobody has declared.
    const { seq, balanceAfter } = await this.manual.insert(tx, {
      ...{ volunteerId, id, reason, pointTenths, grounds, postedAt },
      ...{ payloadHash: Buffer.from(asked.payloadHash, 'hex'), postedBy: given.by, askedBy: given.askedBy },
      decisionId: given.decisionId,
    });
    const [result] = await this.posting.post(
      tx,
      [
        {
          ...{ volunteerId, accountKind: 'POINT_TENTHS', amount: pointTenths, issuerDivisionId, reason },
          ...{ causeKind: 'MANUAL', causeId: id, ruleVersion: RULE_VERSION, effectiveAt: postedAt },
        },
      ],
      given.by,
    );
    if (result?.seq !== seq || result.balanceAfter !== balanceAfter) {
      throw new DoneAtTheSameMoment({ cause: new Error('the first posting to an account met another one') });
    }
    return { id, seq, pointTenths, balanceAfterPointTenths: balanceAfter };
  }
}
