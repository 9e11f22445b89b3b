import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { localDayOf } from '../../../kernel/local-day';
import { Clock } from '../../../platform/foundation/clock/clock';
import type { Transaction } from '../../../platform/data/database/unit-of-work';
import { PolicyDirectory } from '../../../place/policies';
import type { PlanningMoment } from '../domain/shift-plan';

/** The part of an attendance policy that this module reads; the rest belongs to who takes attendance. */
const planningPolicySchema = z.object({ lateStartMinutes: z.int().min(0).max(60) });

/** How late shifts may be put on the plan, by the rules of their place today. */
@Injectable()
export class PlanningRules {
  constructor(
    private readonly policies: PolicyDirectory,
    private readonly clock: Clock,
  ) {}

  /** @throws POLICY_MISSING */
  async now(divisionPath: string, tx: Transaction): Promise<PlanningMoment> {
    const nowMs = this.clock.nowMs();
    const policy = await this.policies.effective('ATTENDANCE', divisionPath, localDayOf(nowMs), tx);
    return { nowMs, lateStartMinutes: planningPolicySchema.parse(policy.body).lateStartMinutes };
  }
}
