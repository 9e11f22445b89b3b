import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { localDayOf } from '../../../../kernel/local-day';
import { UnitOfWork } from '../../../../platform/data/database/unit-of-work';
import { Clock } from '../../../../platform/foundation/clock/clock';
import { Runtime } from '../../../../platform/foundation/config/runtime';
import { PolicyDirectory } from '../../../../place/policies';
import { maskName } from '../../person';
import { guardianText } from '../domain/guardian-request';
import { guardianPolicyKind } from '../guardian-policy-kind';
import { GuardianRequests } from '../persistence/guardian-requests';
import { GuardianPhones } from './guardian-phones';

const TOKEN_BYTES = 32;

/** Sends a guardian the link. It is drawn here and kept as a hash only; each attempt draws another, and the last one works. */
@Injectable()
export class TextGuardian {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly requests: GuardianRequests,
    private readonly policies: PolicyDirectory,
    private readonly phones: GuardianPhones,
    private readonly runtime: Runtime,
    private readonly clock: Clock,
  ) {}

  /** Does nothing where the request waits no longer. @throws Error where the gateway refused, so that the queue tries again */
  async execute(requestId: string): Promise<void> {
    const request = this.phones.isSetUp ? await this.requests.byId(requestId) : null;
    const details = request && (await this.requests.detailsOf(request));
    if (!request || !details) return;
    const token = randomBytes(TOKEN_BYTES).toString('base64url');
    const isWaiting = await this.unitOfWork.run((tx) => this.requests.setToken(tx, requestId, token, this.clock.now()));
    if (!isWaiting) return;
    const { body } = await this.policies.effectiveAs(
      guardianPolicyKind,
      request.divisionPath,
      localDayOf(request.askedAt.getTime()),
    );
    const { name: place } = await this.requests.placeOf(request);
    const text = guardianText({
      ...{ place, maskedChild: maskName(details.childName), days: body.linkDays },
      // Behind `#`, so that it reaches no server log and no proxy.
      link: `${this.runtime.config.publicUrl}/guardian#${token}`,
    });
    const handover = await this.phones.send(details.phone, text);
    if (handover === 'REFUSED') throw new Error('the text to a guardian was not taken over');
  }
}
