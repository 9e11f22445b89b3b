import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { LocalDay } from '../../../kernel/local-day';
import type { Transaction } from '../../../platform/data/database/unit-of-work';
import { IdSource } from '../../../platform/foundation/ids/id-source';
import { InstallationMode } from '../../../platform/data/installation';
import {
  type DecidedBy,
  type DecisionKind,
  DecisionKinds,
  type DecisionRequest,
} from '../../../platform/security/decisions';
import { policyErrors } from '../errors';
import { PolicyRepository } from '../persistence/policy.repository';
import { policyKindLabels, type PolicyKindName } from '../policy-kind';
import { readPolicy, requireForward } from './readable-policy';

export const PUBLISH_POLICY = 'policies.publish';

export interface PolicyAsked {
  readonly kind: PolicyKindName;
  readonly divisionId: string | null;
  readonly version: string;
  readonly effectiveFrom: LocalDay;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface PublishedPolicy {
  readonly id: string;
  readonly kind: PolicyKindName;
  readonly version: string;
  readonly divisionId: string | null;
  readonly effectiveFrom: LocalDay;
}

/** A new version of a rule: one asks, another lets it come into force. */
@Injectable()
export class PublishPolicyKind implements DecisionKind<PolicyAsked>, OnModuleInit {
  readonly name = PUBLISH_POLICY;
  readonly label = '发布规则';
  readonly permission = 'policy.manage';

  constructor(
    private readonly kinds: DecisionKinds,
    private readonly policies: PolicyRepository,
    private readonly ids: IdSource,
    private readonly mode: InstallationMode,
  ) {}

  onModuleInit(): void {
    this.kinds.register(this);
  }

  sentence({ kind, version, effectiveFrom }: PolicyAsked): string {
    return `发布${policyKindLabels[kind]}规则“${version}”，自 ${effectiveFrom} 起生效。`;
  }

  /** @throws POLICY_INVALID, POLICY_NOT_FORWARD where its day has come meanwhile, POLICY_VERSION_TAKEN */
  async approve(tx: Transaction, request: DecisionRequest<PolicyAsked>, { at }: DecidedBy): Promise<PublishedPolicy> {
    const { kind, divisionId, body } = request.payload;
    const options = { isPractice: (await this.mode.look()) === 'PRACTICE' };
    const { version, effectiveFrom } = readPolicy(kind, body, options);
    requireForward(effectiveFrom, at, options);
    const published = { id: this.ids.next(), kind, version, divisionId, effectiveFrom };
    const isNew = await this.policies.append(tx, {
      ...published,
      body,
      createdBy: request.askedBy,
      createdAt: at,
      decisionId: request.id,
    });
    if (!isNew) throw policyErrors.refuse('POLICY_VERSION_TAKEN', { field: 'body.version' });
    return published;
  }
}
