import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../../../platform/data/audit/audit-log';
import { type Transaction, UnitOfWork } from '../../../../platform/data/database/unit-of-work';
import { requireScope } from '../../../../platform/security/identity/access';
import type { Actor } from '../../../../platform/foundation/actor/actor';
import {
  AuditReasons,
  lastFourOfIdNumber,
  maskIdNumber,
  PersonalFields,
  VolunteerDirectory,
  VolunteerRepository,
} from '../../person';
import type { RevealField } from '../domain/reveal';
import { volunteerErrors } from '../../errors';
import { RevealMinors } from './reveal-minors';

export interface RevealCommand {
  readonly volunteerId: string;
  readonly field: RevealField;
  /** Why the full value is needed; kept in the audit log. */
  readonly reason: string;
}

/** The only way to a full ID number, phone, address or emergency contact. Every look at one is an audit line of its own. */
@Injectable()
export class IdNumberAccess {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly volunteers: VolunteerRepository,
    private readonly directory: VolunteerDirectory,
    private readonly fields: PersonalFields,
    private readonly reasons: AuditReasons,
    private readonly minors: RevealMinors,
    private readonly audit: AuditLog,
  ) {}

  /**
   * Shows a full value to staff with the permission. Not a command: the answer must not be kept with an idempotency
   * key, and a second look is a second audit line.
   *
   * @returns the value, or null where the volunteer gave none.
   * @throws VOLUNTEER_UNKNOWN, PERMISSION_MISSING, SCOPE_FOREIGN, VOLUNTEER_CLOSED, REVEAL_APPROVAL_REQUIRED
   */
  async reveal(actor: Actor, command: RevealCommand): Promise<string | null> {
    return this.unitOfWork.run(async (tx) => {
      const view = await this.directory.byId(command.volunteerId, tx);
      requireScope(actor, 'volunteer.reveal', view.divisionPath);
      if (view.status === 'CLOSED') throw volunteerErrors.refuse('VOLUNTEER_CLOSED');
      await this.minors.requireApproval(tx, actor, view, command.field);
      await this.audit.record(tx, actor, {
        action: `volunteers.reveal-${command.field.toLowerCase().replace('_', '-')}`,
        subjectKind: 'volunteer',
        subjectId: view.id,
        reason: await this.reasons.of(tx, await this.volunteers.get(tx, view.id), command.reason),
      });
      return this.read(tx, view.id, command.field);
    });
  }

  /** What everybody who may read the person sees of the number. @throws VOLUNTEER_UNKNOWN, VOLUNTEER_CLOSED */
  async masked(tx: Transaction, volunteerId: string): Promise<string> {
    return maskIdNumber(await this.numberOf(tx, volunteerId));
  }

  /**
   * The number, or its end, for a certificate; logged every time. The caller has checked who may print the certificate. What
   * staff chose in the holder's name is a look at the number as any other: of a minor it takes two.
   *
   * @throws VOLUNTEER_UNKNOWN, VOLUNTEER_CLOSED, REVEAL_APPROVAL_REQUIRED
   */
  async forCertificate(
    tx: Transaction,
    actor: Actor,
    volunteerId: string,
    { shown, isHoldersWish }: { readonly shown: 'FULL' | 'LAST_FOUR'; readonly isHoldersWish: boolean },
  ): Promise<string> {
    const idNumber = await this.numberOf(tx, volunteerId);
    if (!isHoldersWish) {
      await this.minors.requireApproval(tx, actor, await this.directory.byId(volunteerId, tx), 'ID_NUMBER');
    }
    await this.audit.record(tx, actor, {
      action: 'volunteers.print-id-number',
      subjectKind: 'volunteer',
      subjectId: volunteerId,
      details: { shown, isHoldersWish },
    });
    return shown === 'FULL' ? idNumber : lastFourOfIdNumber(idNumber);
  }

  private async numberOf(tx: Transaction, volunteerId: string): Promise<string> {
    const idNumber = await this.open(tx, volunteerId, 'id_number');
    if (idNumber === null) throw volunteerErrors.refuse('VOLUNTEER_CLOSED');
    return idNumber;
  }

  private async read(tx: Transaction, volunteerId: string, field: RevealField): Promise<string | null> {
    if (field === 'ID_NUMBER') return this.open(tx, volunteerId, 'id_number');
    if (field === 'PHONE') return this.open(tx, volunteerId, 'phone');
    const { privateCipher } = await this.volunteers.get(tx, volunteerId);
    const details = (await this.fields.opener([volunteerId], tx)).openDetails(volunteerId, privateCipher);
    if (field === 'ADDRESS') return details.address ?? null;
    const contact = details.emergencyContact;
    return contact ? `${contact.name}(${contact.relation})${contact.phone}` : null;
  }

  private async open(tx: Transaction, volunteerId: string, field: 'id_number' | 'phone'): Promise<string | null> {
    const row = await this.volunteers.get(tx, volunteerId);
    const cipherText = field === 'id_number' ? row.idNumberCipher : row.phoneCipher;
    if (cipherText === null) return null;
    return (await this.fields.opener([volunteerId], tx)).open(field, volunteerId, cipherText);
  }
}
