import { Injectable } from '@nestjs/common';
import { type LocalDay, startOfDayMs } from '../../../kernel/local-day';
import { Clock } from '../../../platform/foundation/clock/clock';
import { type CommandContext, Commands } from '../../../platform/data/database/commands';
import { requireScope } from '../../../platform/security/identity/access';
import { InstallationMode } from '../../../platform/data/installation';
import { Decisions } from '../../../platform/security/decisions';
import { DivisionDirectory } from '../../divisions';
import { policyErrors } from '../errors';
import { PolicyRepository } from '../persistence/policy.repository';
import type { PolicyKindName } from '../policy-kind';
import { PUBLISH_POLICY, type PolicyAsked } from './publish-policy-kind';
import { readPolicy, requireForward } from './readable-policy';

export interface PublishPolicyCommand {
  readonly kind: PolicyKindName;
  /** The division whose own rule this is; null for the default of the whole system. */
  readonly divisionId: string | null;
  /** The policy itself, with `version` and `effectiveFrom`. */
  readonly body: Readonly<Record<string, unknown>>;
  /** Why the rule changes; who decides reads it. */
  readonly reason: string;
}

export interface AskedPolicy {
  /** The request that a second person decides. */
  readonly decisionId: string;
  readonly kind: PolicyKindName;
  readonly version: string;
  readonly divisionId: string | null;
  readonly effectiveFrom: LocalDay;
}

/**
 * Asks for a new version of a rule. A second person decides; it works forward only, from the day after the decision at the
 * earliest, so that nobody knows today's rules better than those whom they have judged.
 */
@Injectable()
export class PublishPolicy {
  constructor(
    private readonly commands: Commands,
    private readonly policies: PolicyRepository,
    private readonly divisions: DivisionDirectory,
    private readonly decisions: Decisions,
    private readonly mode: InstallationMode,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws DIVISION_UNKNOWN, SCOPE_FOREIGN, POLICY_KIND_UNUSED, POLICY_INVALID, POLICY_NOT_FORWARD,
   *   POLICY_VERSION_TAKEN, POLICY_PLACE_MISSING, DECISION_PENDING
   */
  async execute(context: CommandContext, command: PublishPolicyCommand): Promise<AskedPolicy> {
    return this.commands.run(context, 'policies.publish', command, async (tx) => {
      const { kind, divisionId, body, reason } = command;
      const place = divisionId === null ? null : await this.divisions.activeById(divisionId, tx);
      requireScope(context.actor, 'policy.manage', place?.path ?? '/');
      const options = { isPractice: (await this.mode.look()) === 'PRACTICE' };
      const { version, effectiveFrom } = readPolicy(kind, body, options);
      requireForward(effectiveFrom, this.clock.now(), options);
      if (await this.policies.isKnown(tx, kind, version)) {
        throw policyErrors.refuse('POLICY_VERSION_TAKEN', { field: 'body.version' });
      }
      const decidedAt = place ?? (await this.divisions.placeOfAll(tx));
      if (!decidedAt) throw policyErrors.refuse('POLICY_PLACE_MISSING');
      const { id: decisionId } = await this.decisions.ask<PolicyAsked>(tx, context.actor, {
        kind: PUBLISH_POLICY,
        divisionId: decidedAt.id,
        payload: { kind, divisionId, body, version, effectiveFrom },
        reason,
        about: `${kind}/${version}`,
        // Once its day has come it can no longer work forward.
        ...(!options.isPractice && { expiresAt: new Date(startOfDayMs(effectiveFrom)) }),
      });
      return { decisionId, kind, version, divisionId, effectiveFrom };
    });
  }
}
