import { Injectable } from '@nestjs/common';
import { localDayOf } from '../../../../kernel/local-day';
import { AuditLog } from '../../../../platform/data/audit/audit-log';
import { type CommandContext, Commands } from '../../../../platform/data/database/commands';
import type { Transaction } from '../../../../platform/data/database/unit-of-work';
import { Outbox } from '../../../../platform/data/outbox';
import { Clock } from '../../../../platform/foundation/clock/clock';
import type { Actor } from '../../../../platform/foundation/actor/actor';
import { PolicyDirectory } from '../../../../place/policies';
import { guardianWithdrew } from '../../consent';
import { GuardianRepository } from '../../minors';
import { PersonalFields, VolunteerRepository } from '../../person';
import { volunteerErrors } from '../../errors';
import type { GuardianDetails, GuardianState } from '../domain/guardian-request';
import type { GuardianPolicy } from '../domain/guardian-policy';
import { guardianPolicyKind } from '../guardian-policy-kind';
import { type GuardianRequest, GuardianRequests } from '../persistence/guardian-requests';
import { GuardianLinks, linkRefusal } from './guardian-links';

/** The answer as it is kept with the idempotency key: nothing of the child, of the guardian or of the link. */
export interface GuardianAnswer {
  readonly state: GuardianState;
  readonly answeredAt: string;
}

/** A link, and the name of the child as the guardian writes it. */
export interface NamedLink {
  readonly token: string;
  readonly childName: string;
}

/** A link, and the code that came to the phone. */
export interface ProvenLink {
  readonly token: string;
  readonly code: string;
}

/** What a guardian answers on the own phone: yes, not my child, and later no longer. */
@Injectable()
export class AnswerGuardian {
  constructor(
    private readonly commands: Commands,
    private readonly links: GuardianLinks,
    private readonly requests: GuardianRequests,
    private readonly guardians: GuardianRepository,
    private readonly volunteers: VolunteerRepository,
    private readonly fields: PersonalFields,
    private readonly policies: PolicyDirectory,
    private readonly audit: AuditLog,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /**
   * Agrees, once. The consent counts from now on; a registration is still looked at by somebody of the community.
   *
   * @throws GUARDIAN_LINK_INVALID, GUARDIAN_CHILD_GROWN, GUARDIAN_LINK_BLOCKED, GUARDIAN_CHILD_WRONG, GUARDIAN_ANSWERED,
   *   GUARDIAN_SETTLED, GUARDIAN_PHONE_MANY
   */
  async confirm(context: CommandContext, { token, childName }: NamedLink): Promise<GuardianAnswer> {
    const request = await this.links.find(token);
    // An answer that is repeated is answered from its key, whatever is typed.
    const details = request.status === 'WAITING' ? await this.links.openAs(request, childName) : null;
    return this.run(context, request, 'CONFIRMED', async (tx, held, at) => {
      if (!details) throw volunteerErrors.refuse('GUARDIAN_LINK_INVALID');
      const policy = await this.policyOf(tx, held);
      const count = await this.requests.countConfirmed(tx, held.phoneIndex);
      if (count >= policy.childrenPerPhone) throw volunteerErrors.refuse('GUARDIAN_PHONE_MANY');
      const consentId = held.volunteerId === null ? null : await this.grant(tx, held, details, at);
      await this.requests.confirm(tx, held.id, { consentId, at });
    });
  }

  /**
   * Says that it is somebody else's child: it ends here, and the community sees it.
   *
   * @throws GUARDIAN_LINK_INVALID, GUARDIAN_CHILD_GROWN, GUARDIAN_LINK_BLOCKED, GUARDIAN_ANSWERED, GUARDIAN_SETTLED
   */
  async deny(context: CommandContext, token: string): Promise<GuardianAnswer> {
    const request = await this.links.find(token);
    return this.run(context, request, 'DENIED', (tx, held, at) => this.requests.end(tx, held.id, 'DENIED', at));
  }

  /**
   * Agrees no longer: the link and a code to the phone. A wrong code costs nothing that lasts, so nobody who holds the link
   * can take this away. What the child has signed up for is taken back.
   *
   * @throws GUARDIAN_LINK_INVALID, GUARDIAN_CHILD_GROWN, GUARDIAN_LINK_BLOCKED, PHONE_CODE_WRONG, GUARDIAN_ANSWERED
   */
  async withdraw(context: CommandContext, { token, code }: ProvenLink): Promise<GuardianAnswer> {
    const request = await this.links.find(token);
    // An answer that is repeated is answered from its key: its code is used up.
    if (request.status === 'CONFIRMED') await this.links.requireHolder(request, code);
    return this.run(context, request, 'WITHDRAWN', async (tx, { id, volunteerId }, at) => {
      // Where there is a consent, its end ends the request (trigger).
      if (volunteerId === null) return this.requests.end(tx, id, 'WITHDRAWN', at);
      await this.volunteers.withdrawConsent(tx, volunteerId, 'GUARDIAN', at);
      await this.outbox.add(tx, guardianWithdrew, { volunteerId });
    });
  }

  /** One answer under the locks of the child and the request, in this order; the line in the audit log is the child's. */
  private async run(
    context: CommandContext,
    { id: requestId, volunteerId }: GuardianRequest,
    answer: 'CONFIRMED' | 'DENIED' | 'WITHDRAWN',
    work: (tx: Transaction, held: GuardianRequest, at: Date) => Promise<void>,
  ): Promise<GuardianAnswer> {
    return this.commands.run(context, 'volunteers.answer-guardian', { requestId, answer }, async (tx) => {
      const at = this.clock.now();
      if (volunteerId !== null) await this.volunteers.get(tx, volunteerId);
      const held = await this.requests.hold(tx, requestId);
      if (!held) throw volunteerErrors.refuse('GUARDIAN_LINK_INVALID');
      if (held.status !== (answer === 'WITHDRAWN' ? 'CONFIRMED' : 'WAITING')) throw await this.refusalOf(tx, held);
      if (held.status === 'WAITING' && held.expiresAt <= at) throw volunteerErrors.refuse('GUARDIAN_LINK_INVALID');
      await work(tx, held, at);
      await this.note(tx, context.actor, held, answer);
      return { state: answer, answeredAt: at.toISOString() };
    });
  }

  private async grant(tx: Transaction, held: GuardianRequest, details: GuardianDetails, at: Date): Promise<string> {
    const volunteerId = held.subjectId;
    const recordedBy = `guardian:${held.id}`;
    const consents = [{ purpose: 'GUARDIAN' as const, textVersion: held.textVersion, channel: 'SMS' as const }];
    const [consentId = ''] = await this.volunteers.addConsents(tx, {
      volunteerId,
      consents,
      grantedAt: at,
      recordedBy,
    });
    const sealer = await this.fields.sealer(tx, volunteerId);
    const { name, relation, phone } = details;
    await this.guardians.insert(tx, {
      ...{ volunteerId, consentId, recordedBy, recordedAt: at },
      seal: (ownId) =>
        sealer.sealText(`guardian:${ownId}`, JSON.stringify({ name, relation, phone, proof: '监护人用短信链接确认' })),
    });
    return consentId;
  }

  /** Where the community has written a consent down, the guardian is told so. */
  private async refusalOf(tx: Transaction, held: GuardianRequest) {
    const { status, volunteerId } = held;
    const isSettled =
      status === 'REPLACED' && volunteerId !== null && (await this.volunteers.hasConsent(tx, volunteerId, 'GUARDIAN'));
    return isSettled ? volunteerErrors.refuse('GUARDIAN_SETTLED') : linkRefusal(held);
  }

  private async note(
    tx: Transaction,
    actor: Actor,
    { volunteerId, id }: GuardianRequest,
    answer: string,
  ): Promise<void> {
    if (volunteerId === null) return;
    await this.audit.record(tx, actor, {
      action: `volunteers.guardian-${answer.toLowerCase()}`,
      subjectKind: 'volunteer',
      subjectId: volunteerId,
      details: { requestId: id },
    });
  }

  private async policyOf(tx: Transaction, { divisionPath, askedAt }: GuardianRequest): Promise<GuardianPolicy> {
    const day = localDayOf(askedAt.getTime());
    return (await this.policies.effectiveAs(guardianPolicyKind, divisionPath, day, tx)).body;
  }
}
