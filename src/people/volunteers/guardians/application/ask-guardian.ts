import { Injectable } from '@nestjs/common';
import { localDayOf } from '../../../../kernel/local-day';
import { Clock } from '../../../../platform/foundation/clock/clock';
import { type CommandContext, Commands } from '../../../../platform/data/database/commands';
import type { Transaction } from '../../../../platform/data/database/unit-of-work';
import { Outbox } from '../../../../platform/data/outbox';
import { IdSource } from '../../../../platform/foundation/ids/id-source';
import { actorIdOf } from '../../../../platform/foundation/actor/actor';
import { PolicyDirectory } from '../../../../place/policies';
import {
  isMinorOn,
  PersonalFields,
  readMobilePhone,
  targetVolunteer,
  VolunteerDirectory,
  VolunteerRepository,
} from '../../person';
import { CURRENT_CONSENT_VERSION } from '../../consent';
import { volunteerErrors } from '../../errors';
import type { LocalDay } from '../../../../kernel/local-day';
import { guardianPolicyKind } from '../guardian-policy-kind';
import { textGuardian } from '../jobs/guardian-jobs';
import { GuardianRequests } from '../persistence/guardian-requests';
import { GuardianPhones } from './guardian-phones';

const DAY_MS = 86_400_000;

/** A guardian, as whoever asks names one. */
export interface NamedGuardian {
  readonly name: string;
  /** To the child, e.g. 母亲. */
  readonly relation: string;
  readonly phone: string;
}

/** The child that a guardian is asked about. */
export interface AskedChild {
  /** null where the registration came to nothing, because the number was known: the phone is asked all the same. */
  readonly volunteerId: string | null;
  /** Whose data key seals what is typed: the child, or the id that nobody got. */
  readonly subjectId: string;
  readonly division: { readonly id: string; readonly path: string };
  readonly name: string;
}

export interface GuardianRequested {
  readonly id: string;
  readonly expiresAt: string;
}

/** Asks a guardian by text message for the consent to what a child does as a volunteer. */
@Injectable()
export class AskGuardian {
  constructor(
    private readonly commands: Commands,
    private readonly directory: VolunteerDirectory,
    private readonly volunteers: VolunteerRepository,
    private readonly requests: GuardianRequests,
    private readonly fields: PersonalFields,
    private readonly policies: PolicyDirectory,
    private readonly phones: GuardianPhones,
    private readonly outbox: Outbox,
    private readonly ids: IdSource,
    private readonly clock: Clock,
  ) {}

  /**
   * By staff, for a child that is registered; a request that waits is replaced.
   *
   * @throws VOLUNTEER_UNKNOWN, PERMISSION_MISSING, SCOPE_FOREIGN, VOLUNTEER_CLOSED, PHONE_INVALID, GUARDIAN_SMS_NONE,
   *   GUARDIAN_NEEDLESS, GUARDIAN_PHONE_OWN, CONSENT_ALREADY_GRANTED, GUARDIAN_TEXTS_MANY
   */
  async execute(
    context: CommandContext,
    command: NamedGuardian & { readonly volunteerId: string },
  ): Promise<GuardianRequested> {
    const { volunteerId, ...guardian } = command;
    return this.commands.run(context, 'volunteers.ask-guardian', this.fingerprint(command), async (tx) => {
      const { volunteer } = await targetVolunteer(tx, this.directory, {
        actor: context.actor,
        volunteerId,
        permission: 'volunteer.register',
      });
      const named = this.read(guardian, volunteer.birthDate, '');
      const { phoneIndex } = await this.volunteers.get(tx, volunteerId);
      this.requireOther(named, phoneIndex, '');
      if (await this.volunteers.hasConsent(tx, volunteerId, 'GUARDIAN')) {
        throw volunteerErrors.refuse('CONSENT_ALREADY_GRANTED');
      }
      await this.requests.replaceWaiting(tx, volunteerId, this.clock.now());
      return this.within(tx, {
        child: {
          ...{ volunteerId, subjectId: volunteerId, name: volunteer.name ?? '' },
          division: { id: volunteer.divisionId, path: volunteer.divisionPath },
        },
        guardian: named,
        askedBy: actorIdOf(context.actor),
      });
    });
  }

  /**
   * A guardian as they may be asked: reads the phone.
   *
   * @param prefix of the fields in a refusal, e.g. `guardian.`.
   * @throws PHONE_INVALID, GUARDIAN_SMS_NONE, GUARDIAN_NEEDLESS
   */
  read(guardian: NamedGuardian, birthDate: LocalDay | null, prefix: string): NamedGuardian {
    const phone = readMobilePhone(guardian.phone);
    if (phone === null) throw volunteerErrors.refuse('PHONE_INVALID', { field: `${prefix}phone` });
    if (!this.phones.isSetUp) throw volunteerErrors.refuse('GUARDIAN_SMS_NONE', { field: `${prefix}phone` });
    if (birthDate !== null && !isMinorOn(birthDate, localDayOf(this.clock.nowMs()))) {
      throw volunteerErrors.refuse('GUARDIAN_NEEDLESS');
    }
    return { ...guardian, phone };
  }

  /** The phone of the child itself proves no guardian. @throws GUARDIAN_PHONE_OWN */
  requireOther(guardian: NamedGuardian, ownPhoneIndex: Buffer | null, prefix: string): void {
    if (ownPhoneIndex?.equals(this.fields.indexOf('phone', guardian.phone)) === true) {
      throw volunteerErrors.refuse('GUARDIAN_PHONE_OWN', { field: `${prefix}phone` });
    }
  }

  /** The request and the bell that rings for the text, in the caller's transaction. @throws GUARDIAN_TEXTS_MANY */
  async within(
    tx: Transaction,
    asked: { readonly child: AskedChild; readonly guardian: NamedGuardian; readonly askedBy: string },
  ): Promise<GuardianRequested> {
    const { child, guardian, askedBy } = asked;
    const askedAt = this.clock.now();
    const day = localDayOf(askedAt.getTime());
    const { body } = await this.policies.effectiveAs(guardianPolicyKind, child.division.path, day, tx);
    const asked24h = await this.requests.countAsked(tx, guardian.phone, new Date(askedAt.getTime() - DAY_MS));
    if (asked24h >= body.textsPerPhoneDay) throw volunteerErrors.refuse('GUARDIAN_TEXTS_MANY');
    const id = this.ids.next();
    const expiresAt = new Date(askedAt.getTime() + body.linkDays * DAY_MS);
    await this.requests.insert(tx, {
      ...{ id, volunteerId: child.volunteerId, subjectId: child.subjectId, divisionId: child.division.id },
      ...{ textVersion: CURRENT_CONSENT_VERSION, askedBy, askedAt, expiresAt, tries: body.nameTries },
      details: { childName: child.name, ...guardian },
    });
    await this.outbox.add(tx, textGuardian, { requestId: id });
    return { id, expiresAt: expiresAt.toISOString() };
  }

  /** A guardian as the idempotency key remembers one: a blind index stands for the phone. */
  fingerprint<T extends { readonly phone: string }>(guardian: T): T {
    const phone = readMobilePhone(guardian.phone) ?? '';
    return { ...guardian, phone: this.fields.indexOf('phone', phone).toString('hex') };
  }
}
