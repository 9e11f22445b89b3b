import { Injectable } from '@nestjs/common';
import { DivisionDirectory } from '../../../place/divisions';
import { PolicyDirectory } from '../../../place/policies';
import { type SignalLimits, sieveOf, type SignalSieve } from '../domain/signal-limits';
import type { LimitsAt } from '../persistence/signal-facts';
import { signalPolicyKind } from '../signal-policy-kind';

/** The limits of the signals, as the policies of the streets say. */
@Injectable()
export class SignalLimitsSource {
  constructor(
    private readonly policies: PolicyDirectory,
    private readonly divisions: DivisionDirectory,
  ) {}

  /** What any version, of any street and time, may call odd. */
  async sieve(): Promise<SignalSieve> {
    const versions = await this.policies.list(signalPolicyKind.name);
    return sieveOf(versions.map(({ body }) => signalPolicyKind.schema.parse(body)));
  }

  /** Answers for one run: each place and day is asked for once. */
  forRun(): LimitsAt {
    const known = new Map<string, Promise<SignalLimits>>();
    return (divisionId, day) => {
      const key = `${divisionId}/${day}`;
      const limits = known.get(key) ?? this.limitsAt(divisionId, day);
      known.set(key, limits);
      return limits;
    };
  }

  private async limitsAt(...[divisionId, day]: Parameters<LimitsAt>): Promise<SignalLimits> {
    const { path } = await this.divisions.byId(divisionId);
    return (await this.policies.effectiveAs(signalPolicyKind, path, day)).body;
  }
}
