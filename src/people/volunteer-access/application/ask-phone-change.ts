import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/foundation/clock/clock';
import { type CommandContext, Commands } from '../../../platform/data/database/commands';
import type { Transaction } from '../../../platform/data/database/unit-of-work';
import { requireAccount, requireScope, requireVolunteer } from '../../../platform/security/identity/access';
import { actorIdOf } from '../../../platform/foundation/actor/actor';
import type { Proof } from '../../../platform/security/identity/person-proof';
import { IdSource } from '../../../platform/foundation/ids/id-source';
import { Outbox } from '../../../platform/data/outbox';
import { Decisions } from '../../../platform/security/decisions';
import { ProvePerson } from '../../phone-sign-in';
import {
  PersonalFields,
  readMobilePhone,
  VolunteerDirectory,
  volunteerErrors,
  type VolunteerView,
} from '../../volunteers';
import { volunteerAccessErrors } from '../errors';
import { tellPhones } from '../jobs/access-jobs';
import { PhoneChanges } from '../persistence/phone-changes';
import { ApplyPhoneChanges } from './apply-phone-changes';
import { NewPhones } from './new-phones';
import { PHONE_CHANGE } from './phone-change-kind';

export interface OwnPhoneChangeCommand {
  readonly newPhone: string;
  /** Sent to the new phone; needed where text messages are set up. */
  readonly newPhoneCode?: string;
  readonly proof: Proof;
}

export interface DeskPhoneChangeCommand {
  readonly volunteerId: string;
  readonly newPhone: string;
  readonly reason: string;
  /** Sent to the old phone and read out by the person, who stands at the desk. */
  readonly code?: string;
  /** How the person was recognised: card compared, known, letter. */
  readonly evidence?: string;
}

export interface PhoneChangeRef {
  readonly id: string;
  /** IN_FORCE: done. WAITING: another person decides first, then it takes a day. */
  readonly status: 'IN_FORCE' | 'WAITING';
}

interface Wanted {
  readonly view: VolunteerView;
  readonly newPhone: string;
  readonly isProven: boolean;
  readonly reason: string;
  readonly evidence: readonly string[];
}

/**
 * Another phone: at once where a code from the old phone proves the person; else asked by one, decided by another, told to
 * both phones, and in force a day later, so that nobody is signed out of their own life by a desk.
 */
@Injectable()
export class AskPhoneChange {
  constructor(
    private readonly commands: Commands,
    private readonly directory: VolunteerDirectory,
    private readonly fields: PersonalFields,
    private readonly person: ProvePerson,
    private readonly newPhones: NewPhones,
    private readonly changes: PhoneChanges,
    private readonly applying: ApplyPhoneChanges,
    private readonly decisions: Decisions,
    private readonly outbox: Outbox,
    private readonly ids: IdSource,
    private readonly clock: Clock,
  ) {}

  /**
   * By the person.
   *
   * @throws VOLUNTEER_ACCOUNT_REQUIRED, PHONE_INVALID, PHONE_SAME, PROOF_REQUIRED, CREDENTIALS_WRONG, ACCOUNT_LOCKED,
   *   PHONE_CODE_WRONG, NEW_PHONE_UNPROVEN, PHONE_CHANGE_PENDING, VOLUNTEER_CLOSED
   */
  async own(context: CommandContext, command: OwnPhoneChangeCommand): Promise<PhoneChangeRef> {
    const newPhone = phoneOf(command.newPhone);
    const request = { newPhone: this.fingerprint(newPhone) };
    return this.commands.run(context, 'volunteer-access.change-own-phone', request, async (tx) => {
      const view = await this.directory.byId(requireVolunteer(context.actor), tx);
      const way = await this.person.require(requireAccount(context.actor), command.proof);
      await this.newPhones.requireProven(newPhone, command.newPhoneCode);
      const wanted = { view, newPhone, isProven: way === 'PHONE_CODE', reason: '本人申请更换手机号', evidence: [] };
      return this.change(tx, context, wanted);
    });
  }

  /**
   * At the desk.
   *
   * @throws VOLUNTEER_UNKNOWN, PERMISSION_MISSING, SCOPE_FOREIGN, PHONE_INVALID, PHONE_SAME, PHONE_CODE_WRONG,
   *   PHONE_CHANGE_PENDING, VOLUNTEER_CLOSED
   */
  async atDesk(context: CommandContext, command: DeskPhoneChangeCommand): Promise<PhoneChangeRef> {
    const newPhone = phoneOf(command.newPhone);
    const { volunteerId, reason, evidence } = command;
    const request = { volunteerId, reason, evidence, newPhone: this.fingerprint(newPhone) };
    return this.commands.run(context, 'volunteer-access.change-phone', request, async (tx) => {
      const view = await this.directory.byId(volunteerId, tx);
      requireScope(context.actor, 'volunteer.register', view.divisionPath);
      if (command.code !== undefined) await this.person.requireCode(view.id, 'DESK', command.code);
      const isProven = command.code !== undefined;
      return this.change(tx, context, { view, newPhone, isProven, reason, evidence: evidence ? [evidence] : [] });
    });
  }

  private async change(tx: Transaction, { actor }: CommandContext, wanted: Wanted): Promise<PhoneChangeRef> {
    const { view, newPhone, isProven, reason, evidence } = wanted;
    if (view.status === 'CLOSED') throw volunteerErrors.refuse('VOLUNTEER_CLOSED');
    const phone = (await this.fields.sealer(tx, view.id)).sealPhone(newPhone);
    const [same] = await tx.query('select 1 from volunteer where id = $1 and phone_index = $2', [view.id, phone.index]);
    if (same) throw volunteerAccessErrors.refuse('PHONE_SAME', { field: 'newPhone' });
    const id = this.ids.next();
    const asked = { id, volunteerId: view.id, askedBy: actorIdOf(actor), askedAt: this.clock.now(), phone };
    await this.changes.insert(tx, { ...asked, way: isProven ? 'OLD_PHONE_CODE' : 'TWO_PEOPLE' });
    if (isProven) {
      await this.changes.setDue(tx, id, asked.askedAt);
      const change = await this.changes.hold(tx, id);
      if (change) await this.applying.apply(tx, change);
      return { id, status: 'IN_FORCE' };
    }
    await this.decisions.ask(tx, actor, {
      ...{ kind: PHONE_CHANGE, divisionId: view.divisionId, payload: { changeId: id }, subjectId: id },
      ...{ concerned: [view.id], reason, evidence, about: view.id },
    });
    await this.outbox.add(tx, tellPhones, { changeId: id, stage: 'ASKED' });
    return { id, status: 'WAITING' };
  }

  /** The blind index stands for the phone: the key of a request must not tell it. */
  private fingerprint(phone: string): string {
    return this.fields.indexOf('phone', phone).toString('hex');
  }
}

function phoneOf(text: string): string {
  const phone = readMobilePhone(text);
  if (phone === null) throw volunteerErrors.refuse('PHONE_INVALID', { field: 'newPhone' });
  return phone;
}
