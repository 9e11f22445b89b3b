import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Transaction } from '../../../platform/data/database/unit-of-work';
import {
  type DecidedBy,
  type DecisionKind,
  DecisionKinds,
  type DecisionRequest,
} from '../../../platform/security/decisions';
import { headRoleNames } from '../domain/head-role';
import { Appointing } from './appointing';
import type { AppointmentAsked } from './term-shapes';

export const APPOINT_PAST = 'heads.appoint';

/** A term that begins before the day on which it is written down. */
@Injectable()
export class AppointPastKind implements DecisionKind<AppointmentAsked>, OnModuleInit {
  readonly name = APPOINT_PAST;
  readonly label = '补登任职';
  readonly permission = 'appointment.manage';
  readonly tellsWhenAsked = true;

  constructor(
    private readonly kinds: DecisionKinds,
    private readonly appointing: Appointing,
  ) {}

  onModuleInit(): void {
    this.kinds.register(this);
  }

  sentence({ role, validFrom, validTo }: AppointmentAsked): string {
    return `补登${headRoleNames[role]}任职，自 ${validFrom} 起${validTo === null ? '' : `至 ${validTo}（不含当日）`}。`;
  }

  /** @throws APPOINTMENT_OVERLAP, VOLUNTEER_NOT_ACTIVE, DIVISION_CLOSED */
  async approve(tx: Transaction, request: DecisionRequest<AppointmentAsked>, { by, at }: DecidedBy) {
    await this.appointing.require(tx, request.payload);
    return this.appointing.appoint(tx, request.payload, { by, at, decisionId: request.id });
  }
}
