import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Transaction } from '../../../platform/data/database/unit-of-work';
import { Outbox } from '../../../platform/data/outbox';
import {
  type DecidedBy,
  type DecisionKind,
  DecisionKinds,
  type DecisionRequest,
} from '../../../platform/security/decisions';
import { volunteerAccessErrors } from '../errors';
import { tellPhones } from '../jobs/access-jobs';
import { PhoneChanges } from '../persistence/phone-changes';

export const PHONE_CHANGE = 'volunteer-access.phone-change';
/** How long the person has to say no, after two people have said yes. */
export const WAIT_MS = 24 * 3_600_000;

interface Payload {
  readonly changeId: string;
}

/** A phone is changed without a code from the old one: decided by another, in force a day later. */
@Injectable()
export class PhoneChangeKind implements DecisionKind<Payload>, OnModuleInit {
  readonly name = PHONE_CHANGE;
  readonly label = '更换手机号';
  readonly permission = 'volunteer.review';
  readonly tellsWhenAsked = true;

  constructor(
    private readonly kinds: DecisionKinds,
    private readonly changes: PhoneChanges,
    private readonly outbox: Outbox,
  ) {}

  onModuleInit(): void {
    this.kinds.register<Payload>(this);
  }

  sentence(): string {
    return '更换账号的手机号，同意满 24 小时后生效，此前本人可以撤回。';
  }

  async approve(tx: Transaction, { payload }: DecisionRequest<Payload>, { at }: DecidedBy): Promise<unknown> {
    const change = await this.changes.hold(tx, payload.changeId);
    // The person said no meanwhile: nothing is put into force, and nobody is told that it was.
    if (change?.endedAt !== null) throw volunteerAccessErrors.refuse('PHONE_CHANGE_OVER');
    const dueAt = new Date(at.getTime() + WAIT_MS);
    await this.changes.setDue(tx, payload.changeId, dueAt);
    await this.outbox.add(tx, tellPhones, { changeId: payload.changeId, stage: 'DECIDED' });
    return { dueAt: dueAt.toISOString() };
  }

  async reject(tx: Transaction, { payload }: DecisionRequest<Payload>, { by, at }: DecidedBy): Promise<void> {
    await this.changes.end(tx, payload.changeId, by, at);
  }
}
