import { Injectable } from '@nestjs/common';
import { type CommandContext, Commands } from '../../../../platform/data/database/commands';
import type { Transaction } from '../../../../platform/data/database/unit-of-work';
import { Outbox } from '../../../../platform/data/outbox';
import { requireScope } from '../../../../platform/security/identity/access';
import { actorIdOf } from '../../../../platform/foundation/actor/actor';
import { DivisionDirectory } from '../../../../place/divisions';
import {
  type AvailabilitySlot,
  changedDetails,
  type EmergencyContact,
  type GivenConsent,
  IdentityIntake,
  type Intake,
  type NewAccount,
  orderedAvailability,
  type PoliticalStatus,
  type PreparedAccount,
  type PrivateDetails,
  type RegistrationChannel,
  registrationConsentProblem,
  VolunteerAccounts,
  VolunteerRepository,
} from '../../person';
import { AskGuardian, type NamedGuardian } from '../../guardians';
import { volunteerErrors } from '../../errors';
import { registeredAgain } from '../jobs/registration-jobs';

export interface RegisterVolunteerCommand {
  /** SELF: the public form. STAFF and IMPORT need `volunteer.register` for the division. */
  readonly channel: RegistrationChannel;
  readonly divisionId: string;
  readonly name: string;
  readonly idNumber: string;
  readonly phone?: string;
  readonly politicalStatus?: PoliticalStatus;
  readonly occupation?: string;
  readonly address?: string;
  readonly emergencyContact?: EmergencyContact;
  readonly skills?: readonly string[];
  readonly availability?: readonly AvailabilitySlot[];
  readonly consents: readonly GivenConsent[];
  /** Of a minor, on the public form: is asked by text message. */
  readonly guardian?: NamedGuardian;
  /** Makes the account for signing in at once. */
  readonly account?: NewAccount;
}

/** The receipt of a registration. Holds nothing about the person, because it is kept with the idempotency key. */
export interface Registration {
  readonly id: string;
  readonly volunteerNo: string;
  readonly divisionId: string;
  readonly status: 'PENDING';
  readonly registeredAt: string;
  readonly version: number;
}

/** Registers a volunteer, by the person (public form) or by staff. The registration waits for review. */
@Injectable()
export class RegisterVolunteer {
  constructor(
    private readonly commands: Commands,
    private readonly intake: IdentityIntake,
    private readonly divisions: DivisionDirectory,
    private readonly volunteers: VolunteerRepository,
    private readonly accounts: VolunteerAccounts,
    private readonly outbox: Outbox,
    private readonly guardians: AskGuardian,
  ) {}

  /**
   * The public form answers the same for an ID number that is registered already; staff are told VOLUNTEER_DUPLICATE.
   *
   * @throws ID_NUMBER_*, PHONE_INVALID, AVAILABILITY_INVALID, CONSENT_*, GUARDIAN_*, PASSWORD_WEAK, DIVISION_UNKNOWN,
   *   DIVISION_CLOSED, SCOPE_FOREIGN, VOLUNTEER_DUPLICATE, USERNAME_TAKEN
   */
  async execute(context: CommandContext, command: RegisterVolunteerCommand): Promise<Registration> {
    const problem = registrationConsentProblem(command.consents, command.channel === 'SELF' ? 'SELF' : 'STAFF');
    if (problem) throw volunteerErrors.refuse(problem, { field: 'consents' });
    const availability = orderedAvailability(command.availability ?? []);
    if (!availability) throw volunteerErrors.refuse('AVAILABILITY_INVALID', { field: 'availability' });
    const intake = this.intake.take({
      idNumber: command.idNumber,
      phone: command.phone ?? null,
      details: detailsOf(command),
    });
    const guardian = this.guardianOf(command, intake);
    const account = command.account ? await this.accounts.prepare(command.account) : null;
    const request = {
      ...fingerprintOf(command, intake),
      ...(command.guardian && { guardian: this.guardians.fingerprint(command.guardian) }),
    };
    return this.commands.run(context, 'volunteers.register', request, async (tx) => {
      const division = await this.divisions.activeById(command.divisionId, tx);
      if (command.channel !== 'SELF') requireScope(context.actor, 'volunteer.register', division.path);
      // First: whoever is told that a number is free has registered somebody under it, so that numbers cannot be tried.
      if (account) await this.accounts.requireFree(tx, account);
      // The public form tells nobody who is registered: a number that is known gets a receipt like any other, for nothing.
      // Its owner is told.
      const owner = command.channel === 'SELF' ? await this.volunteers.ownerOf(tx, intake.idNumber.index) : null;
      const child = { subjectId: intake.volunteerId, division, name: command.name };
      const askedBy = actorIdOf(context.actor);
      if (owner !== null) {
        const bell = { dedupKey: `${registeredAgain.name}/${owner}` };
        await this.outbox.add(tx, registeredAgain, { volunteerId: owner }, bell);
        // The guardian that is named gets a text all the same, for nothing.
        if (guardian) await this.guardians.within(tx, { child: { ...child, volunteerId: null }, guardian, askedBy });
        return receiptOf(intake, await this.volunteers.drawNumber(tx), division.id);
      }
      const volunteerNo = await this.insert(tx, command, {
        intake,
        availability,
        divisionId: division.id,
        by: askedBy,
      });
      if (account) await this.accounts.open(tx, context.actor, intake.volunteerId, account);
      const { volunteerId } = intake;
      if (guardian) await this.guardians.within(tx, { child: { ...child, volunteerId }, guardian, askedBy });
      return receiptOf(intake, volunteerNo, division.id);
    });
  }

  /** Whom the public form names as guardian. A child without a phone has one; everybody else is reached by the own. */
  private guardianOf({ channel, guardian, phone }: RegisterVolunteerCommand, intake: Intake): NamedGuardian | null {
    if (channel !== 'SELF') return null;
    if (!guardian) {
      if (phone === undefined) throw volunteerErrors.refuse('PHONE_INVALID', { field: 'phone' });
      return null;
    }
    const named = this.guardians.read(guardian, intake.birthDate, 'guardian.');
    this.guardians.requireOther(named, intake.phone?.index ?? null, 'guardian.');
    return named;
  }

  /** The row and its consents. @returns the volunteer number. @throws VOLUNTEER_DUPLICATE */
  private async insert(
    tx: Transaction,
    command: RegisterVolunteerCommand,
    taken: {
      readonly intake: Intake;
      readonly availability: readonly AvailabilitySlot[];
      readonly divisionId: string;
      readonly by: string;
    },
  ): Promise<string> {
    const { intake, availability, divisionId, by } = taken;
    const { volunteerId, registeredAt } = intake;
    const volunteerNo = await this.volunteers.insert(tx, {
      ...{ id: volunteerId, divisionId, name: command.name, gender: intake.gender, birthDate: intake.birthDate },
      idNumberCipher: intake.idNumber.cipher,
      idNumberIndex: intake.idNumber.index,
      phoneCipher: intake.phone?.cipher ?? null,
      phoneIndex: intake.phone?.index ?? null,
      phoneTailIndex: intake.phone?.tailIndex ?? null,
      politicalStatus: command.politicalStatus ?? 'UNSPECIFIED',
      privateCipher: intake.privateDetails,
      wrappedKey: intake.wrappedKey,
      skills: [...new Set(command.skills)],
      availability: [...availability],
      ...{ registeredBy: by, registrationChannel: command.channel, registeredAt },
    });
    const { consents } = command;
    await this.volunteers.addConsents(tx, { volunteerId, consents, grantedAt: registeredAt, recordedBy: by });
    return volunteerNo;
  }
}

function detailsOf({ occupation, address, emergencyContact }: RegisterVolunteerCommand): PrivateDetails {
  return changedDetails({}, { occupation, address, emergencyContact });
}

function receiptOf(intake: Intake, volunteerNo: string, divisionId: string): Registration {
  return {
    id: intake.volunteerId,
    volunteerNo,
    divisionId,
    status: 'PENDING',
    registeredAt: intake.registeredAt.toISOString(),
    version: 1,
  };
}

/** The request as the idempotency key remembers it: blind indexes stand for ID number and phone, no password. */
function fingerprintOf(command: RegisterVolunteerCommand, intake: Intake): object {
  const account: Pick<PreparedAccount, 'username'> | null = command.account
    ? { username: command.account.username }
    : null;
  return {
    ...command,
    idNumber: intake.idNumber.index.toString('hex'),
    phone: intake.phone?.index.toString('hex') ?? null,
    account,
  };
}
