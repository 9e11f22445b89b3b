import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../../../platform/data/audit/audit-log';
import { UnitOfWork } from '../../../../platform/data/database/unit-of-work';
import { localDayOf } from '../../../../kernel/local-day';
import { Clock } from '../../../../platform/foundation/clock/clock';
import type { Actor } from '../../../../platform/foundation/actor/actor';
import { consentTextsOf } from '../../consent';
import { isMinorOn, maskName } from '../../person';
import { volunteerErrors } from '../../errors';
import { type GuardianDetails, type GuardianState, isSameName } from '../domain/guardian-request';
import { type GuardianRequest, GuardianRequests } from '../persistence/guardian-requests';
import { GuardianPhones } from './guardian-phones';

/** What a guardian reads who opens the link. Whoever holds the phone by mistake learns no more than this. */
export interface GuardianLinkView {
  readonly state: GuardianState;
  /** 张*; null once it is over and forgotten. */
  readonly maskedChild: string | null;
  /** As what the registration names the reader, e.g. 母亲. */
  readonly relation: string | null;
  /** Where the child is registered. */
  readonly place: string;
  /** Whom to call there. */
  readonly contactPhone: string | null;
  /** What is agreed to, word for word. */
  readonly title: string;
  readonly paragraphs: readonly string[];
  readonly textVersion: string;
  readonly askedAt: string;
  readonly expiresAt: string;
  readonly answeredAt: string | null;
  readonly triesLeft: number;
}

/** Whoever opens the link of a text message: what they read, and how they show that they are the right one. */
@Injectable()
export class GuardianLinks {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly requests: GuardianRequests,
    private readonly phones: GuardianPhones,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /**
   * Opening a link changes nothing: a program that looks at links in messages answers nothing.
   *
   * @throws GUARDIAN_LINK_INVALID, GUARDIAN_CHILD_GROWN
   */
  async look(token: string): Promise<GuardianLinkView> {
    const request = await this.find(token);
    const details = await this.requests.detailsOf(request);
    const text = consentTextsOf(request.textVersion)?.find(({ purpose }) => purpose === 'GUARDIAN');
    const place = await this.requests.placeOf(request);
    return {
      state: this.stateOf(request),
      maskedChild: details && maskName(details.childName),
      relation: details && details.relation,
      place: place.name,
      contactPhone: place.contactPhone,
      title: text?.title ?? '',
      paragraphs: text?.paragraphs ?? [],
      textVersion: request.textVersion,
      askedAt: request.askedAt.toISOString(),
      expiresAt: request.expiresAt.toISOString(),
      answeredAt: request.answeredAt?.toISOString() ?? null,
      triesLeft: request.triesLeft,
    };
  }

  /** The link of a grown-up leads nowhere. @throws GUARDIAN_LINK_INVALID, GUARDIAN_CHILD_GROWN */
  async find(token: string): Promise<GuardianRequest> {
    const request = await this.requests.byToken(token);
    if (!request) throw volunteerErrors.refuse('GUARDIAN_LINK_INVALID');
    if (request.birthDate !== null && !isMinorOn(request.birthDate, localDayOf(this.clock.nowMs()))) {
      throw volunteerErrors.refuse('GUARDIAN_CHILD_GROWN');
    }
    return request;
  }

  /**
   * Whoever answers for a child knows its name. A wrong one costs a try, whatever becomes of the rest.
   *
   * @returns who was asked.
   * @throws GUARDIAN_LINK_INVALID, GUARDIAN_LINK_BLOCKED, GUARDIAN_ANSWERED, GUARDIAN_CHILD_WRONG (details: triesLeft)
   */
  async openAs(request: GuardianRequest, childName: string): Promise<GuardianDetails> {
    const details = await this.requests.detailsOf(request);
    if (!details) throw volunteerErrors.refuse('GUARDIAN_LINK_INVALID');
    if (request.triesLeft > 0 && isSameName(childName, details.childName)) return details;
    const triesLeft = await this.unitOfWork.run(async (tx) => {
      const held = await this.requests.hold(tx, request.id);
      if (held?.status !== 'WAITING') throw linkRefusal(held);
      return this.requests.loseTry(tx, held, this.clock.now());
    });
    if (triesLeft === 0) throw volunteerErrors.refuse('GUARDIAN_LINK_BLOCKED');
    throw volunteerErrors.refuse('GUARDIAN_CHILD_WRONG', { field: 'childName', details: { triesLeft } });
  }

  /** Sends a code to the phone that agreed. @throws GUARDIAN_LINK_INVALID, GUARDIAN_CHILD_GROWN, SMS_NOT_SET_UP, RATE_LIMITED */
  async sendCode(token: string): Promise<void> {
    await this.phones.sendCode((await this.confirmed(await this.find(token))).phone);
  }

  /** Whoever agreed holds the phone and not only the link. The code is used up. @throws GUARDIAN_LINK_INVALID, PHONE_CODE_WRONG */
  async requireHolder(request: GuardianRequest, code: string): Promise<void> {
    await this.phones.requireCode((await this.confirmed(request)).phone, code);
  }

  /**
   * The child whose guardian holds the phone and not only the link; the look is an audit line of the child.
   *
   * @returns null where the registration came to nothing: there is nothing to see.
   * @throws GUARDIAN_LINK_INVALID, GUARDIAN_CHILD_GROWN, PHONE_CODE_WRONG
   */
  async childOf(actor: Actor, token: string, code: string): Promise<string | null> {
    const request = await this.find(token);
    await this.requireHolder(request, code);
    const { volunteerId } = request;
    if (volunteerId === null) return null;
    await this.unitOfWork.run((tx) =>
      this.audit.record(tx, actor, {
        action: 'volunteers.guardian-look',
        subjectKind: 'volunteer',
        subjectId: volunteerId,
        details: { requestId: request.id },
      }),
    );
    return volunteerId;
  }

  private async confirmed(request: GuardianRequest): Promise<GuardianDetails> {
    const details = request.status === 'CONFIRMED' ? await this.requests.detailsOf(request) : null;
    if (!details) throw volunteerErrors.refuse('GUARDIAN_LINK_INVALID');
    return details;
  }

  private stateOf({ status, expiresAt }: GuardianRequest): GuardianState {
    return status === 'WAITING' && expiresAt <= this.clock.now() ? 'EXPIRED' : status;
  }
}

/** Why a link that was found takes no answer. */
export function linkRefusal(request: GuardianRequest | null) {
  if (request?.status === 'BLOCKED') return volunteerErrors.refuse('GUARDIAN_LINK_BLOCKED');
  const isAnswered = ['CONFIRMED', 'DENIED', 'WITHDRAWN'].includes(request?.status ?? '');
  return volunteerErrors.refuse(isAnswered ? 'GUARDIAN_ANSWERED' : 'GUARDIAN_LINK_INVALID');
}
