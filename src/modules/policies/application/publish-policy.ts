import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { localDayOf, type LocalDay } from '../../../kernel/local-day';
import { Clock } from '../../../platform/clock/clock';
import { type CommandContext, Commands } from '../../../platform/database/commands';
import { requireScope } from '../../../platform/identity/access';
import { actorIdOf } from '../../../platform/identity/actor';
import { IdSource } from '../../../platform/ids/id-source';
import { DivisionDirectory } from '../../divisions';
import { policyErrors } from '../errors';
import { PolicyRepository } from '../persistence/policy.repository';
import { policyKind, type PolicyHead, type PolicyKindName } from '../policy-kind';

export interface PublishPolicyCommand {
  readonly kind: PolicyKindName;
  /** The division whose own rule this is; null for the default of the whole system. */
  readonly divisionId: string | null;
  /** The policy itself, with `version` and `effectiveFrom`. */
  readonly body: Readonly<Record<string, unknown>>;
}

export interface PublishedPolicy {
  readonly id: string;
  readonly kind: PolicyKindName;
  readonly version: string;
  readonly divisionId: string | null;
  readonly effectiveFrom: LocalDay;
}

const MAX_PROBLEMS = 20;
const chinese = z.locales.zhCN().localeError;

/** Publishes a new version of a rule. It works forward only: from today or from a day to come. */
@Injectable()
export class PublishPolicy {
  constructor(
    private readonly commands: Commands,
    private readonly policies: PolicyRepository,
    private readonly divisions: DivisionDirectory,
    private readonly ids: IdSource,
    private readonly clock: Clock,
  ) {}

  /** @throws DIVISION_UNKNOWN, SCOPE_FOREIGN, POLICY_KIND_UNUSED, POLICY_INVALID, POLICY_NOT_FORWARD, POLICY_VERSION_TAKEN */
  async execute(context: CommandContext, command: PublishPolicyCommand): Promise<PublishedPolicy> {
    return this.commands.run(context, 'policies.publish', command, async (tx) => {
      const { kind, divisionId } = command;
      const path = divisionId === null ? '/' : (await this.divisions.activeById(divisionId, tx)).path;
      requireScope(context.actor, 'policy.manage', path);
      const { version, effectiveFrom } = readHead(command);
      const now = this.clock.now();
      if (effectiveFrom < localDayOf(now.getTime())) {
        throw policyErrors.refuse('POLICY_NOT_FORWARD', { field: 'body.effectiveFrom' });
      }
      const published = { id: this.ids.next(), kind, version, divisionId, effectiveFrom };
      const isNew = await this.policies.append(tx, {
        ...published,
        body: command.body,
        createdBy: actorIdOf(context.actor),
        createdAt: now,
      });
      if (isNew === null) throw policyErrors.refuse('POLICY_VERSION_TAKEN', { field: 'body.version' });
      return published;
    });
  }
}

function readHead(command: PublishPolicyCommand): PolicyHead {
  const kind = policyKind(command.kind);
  if (!kind) throw policyErrors.refuse('POLICY_KIND_UNUSED', { field: 'kind' });
  const parsed = kind.schema.safeParse(command.body, { error: chinese });
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues
    .slice(0, MAX_PROBLEMS)
    .map(({ path, message }) => `${['body', ...path.map(String)].join('.')}:${message}`);
  throw policyErrors.refuse('POLICY_INVALID', { field: 'body', details: { problems } });
}
