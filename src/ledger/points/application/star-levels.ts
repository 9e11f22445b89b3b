import { Injectable } from '@nestjs/common';
import { localDayOf } from '../../../kernel/local-day';
import { Clock } from '../../../platform/foundation/clock/clock';
import type { Transaction } from '../../../platform/data/database/unit-of-work';
import { PolicyDirectory } from '../../../place/policies';
import { type StarLevel, starLevelOf } from '../domain/star-level';
import { starsPolicyKind } from '../policy-kinds';

/** Names the star level of confirmed service minutes, by the policy in force today at the volunteer's place. */
@Injectable()
export class StarLevels {
  constructor(
    private readonly policies: PolicyDirectory,
    private readonly clock: Clock,
  ) {}

  /** @throws POLICY_MISSING */
  async of(serviceMinutes: number, divisionPath: string, tx?: Transaction): Promise<StarLevel> {
    return (await this.at(divisionPath, tx))(serviceMinutes);
  }

  /** As `of`, for many people of one place. @throws POLICY_MISSING */
  async at(divisionPath: string, tx?: Transaction): Promise<(serviceMinutes: number) => StarLevel> {
    const today = localDayOf(this.clock.nowMs());
    const { body } = await this.policies.effectiveAs(starsPolicyKind, divisionPath, today, tx);
    return (serviceMinutes) => starLevelOf(serviceMinutes, body);
  }
}
