import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Transaction } from '../../../platform/data/database/unit-of-work';
import {
  type DecidedBy,
  type DecisionKind,
  DecisionKinds,
  type DecisionRequest,
} from '../../../platform/security/decisions';
import { AccountSlips } from '../persistence/account-slips';
import { WAIT_MS } from './phone-change-kind';

export const ACCOUNT_OPENING = 'volunteer-access.account-opening';

interface Payload {
  readonly userId: string;
}

/** A volunteer without a phone of the own gets into the account: two people agree, a day passes, one slip is printed. */
@Injectable()
export class AccountOpeningKind implements DecisionKind<Payload>, OnModuleInit {
  readonly name = ACCOUNT_OPENING;
  readonly label = '开通账号（无手机）';
  readonly permission = 'volunteer.review';
  readonly tellsWhenAsked = true;

  constructor(
    private readonly kinds: DecisionKinds,
    private readonly slips: AccountSlips,
  ) {}

  onModuleInit(): void {
    this.kinds.register<Payload>(this);
  }

  sentence(): string {
    return '开通志愿者账号，同意满 24 小时后打印一张开通单，由本人自己设密码。';
  }

  async approve(tx: Transaction, request: DecisionRequest<Payload>, { at }: DecidedBy): Promise<unknown> {
    const readyAt = new Date(at.getTime() + WAIT_MS);
    await this.slips.insert(tx, { decisionId: request.id, userId: request.payload.userId, readyAt });
    return { readyAt: readyAt.toISOString() };
  }
}
