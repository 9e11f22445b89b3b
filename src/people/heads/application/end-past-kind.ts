import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Transaction } from '../../../platform/data/database/unit-of-work';
import {
  type DecidedBy,
  type DecisionKind,
  DecisionKinds,
  type DecisionRequest,
} from '../../../platform/security/decisions';
import { Ending } from './ending';
import type { EndAsked } from './term-shapes';

export const END_PAST = 'heads.end';

/** A term that ends before the day on which that is written down: months in office go. */
@Injectable()
export class EndPastKind implements DecisionKind<EndAsked>, OnModuleInit {
  readonly name = END_PAST;
  readonly label = '倒签结束任职';
  readonly permission = 'appointment.manage';
  readonly tellsWhenAsked = true;

  constructor(
    private readonly kinds: DecisionKinds,
    private readonly ending: Ending,
  ) {}

  onModuleInit(): void {
    this.kinds.register(this);
  }

  sentence({ validTo }: EndAsked): string {
    return `任职倒签结束，截止日为 ${validTo}（不含当日）。`;
  }

  /** @throws VERSION_OUTDATED, APPOINTMENT_ENDED, APPOINTMENT_PERIOD_INVALID */
  async approve(tx: Transaction, request: DecisionRequest<EndAsked>, { by, at }: DecidedBy) {
    return this.ending.end(tx, request.payload, { by, at, decisionId: request.id });
  }
}
