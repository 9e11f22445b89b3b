import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Transaction } from '../../../platform/data/database/unit-of-work';
import { systemActor } from '../../../platform/foundation/actor/actor';
import {
  type DecidedBy,
  type DecisionKind,
  DecisionKinds,
  type DecisionRequest,
  Decisions,
} from '../../../platform/security/decisions';
import { KeepClaims, PunchClaimRepository } from '../../attendance';
import { claimCauseWords } from '../domain/claim-words';
import { TakeClaimsIn } from './take-claims-in';

/** What is asked about punches that came late, with a doubtful time, or with nobody else behind them. */
export interface PunchBatch {
  readonly batchId: string;
  readonly lines: number;
  readonly people: number;
  /** The causes of its lines, each once. */
  readonly causes: readonly string[];
}

export const PUNCH_BATCH = 'late-entries.punch-batch';
const ASKS = systemActor('punch-claims');

/** A batch of claims is one question to somebody outside the team: all of it is taken in, or none of it. */
@Injectable()
export class PunchBatchKind implements DecisionKind<PunchBatch>, OnModuleInit {
  readonly name = PUNCH_BATCH;
  readonly label = '补入一批打卡';
  readonly permission = 'record.review';
  readonly hasOwnQueue = true;

  constructor(
    private readonly kinds: DecisionKinds,
    private readonly decisions: Decisions,
    private readonly keepClaims: KeepClaims,
    private readonly claims: PunchClaimRepository,
    private readonly takeIn: TakeClaimsIn,
  ) {}

  onModuleInit(): void {
    this.kinds.register(this);
    this.keepClaims.tell({ batchKept: (tx, batchId) => this.ask(tx, batchId) });
  }

  sentence({ lines, people, causes }: PunchBatch): string {
    const words = causes.map((cause) => claimCauseWords[cause] ?? cause).join('、');
    return `补入 ${String(people)} 人的 ${String(lines)} 条打卡（${words}）。`;
  }

  async teamsOf(requests: readonly DecisionRequest<PunchBatch>[], tx?: Transaction) {
    const shifts = await this.claims.teamsOf(
      requests.map(({ payload }) => payload.batchId),
      tx,
    );
    return new Map(
      requests.flatMap(({ id, payload }) => {
        const team = shifts.get(payload.batchId);
        return team ? [[id, team] as const] : [];
      }),
    );
  }

  async approve(tx: Transaction, request: DecisionRequest<PunchBatch>, decision: DecidedBy): Promise<unknown> {
    return this.takeIn.accept(tx, request.payload.batchId, { ...decision, reason: request.reason });
  }

  async reject(tx: Transaction, request: DecisionRequest<PunchBatch>, decision: DecidedBy): Promise<void> {
    await this.takeIn.decline(tx, request.payload.batchId, { ...decision, reason: '复核后没有采纳' });
  }

  private async ask(tx: Transaction, batchId: string): Promise<void> {
    const { concerned, hands, beganAt, divisionId, ...payload } = await this.claims.questionOf(tx, batchId);
    await this.decisions.ask<PunchBatch>(tx, ASKS, {
      ...{ kind: PUNCH_BATCH, divisionId, concerned, hands, beganAt },
      payload: { batchId, ...payload },
      subjectId: batchId,
      reason: '设备补传或没有旁人在场的打卡',
    });
  }
}
