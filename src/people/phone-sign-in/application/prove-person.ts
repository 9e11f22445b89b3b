import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../../platform/data/database/unit-of-work';
import { requireVolunteer } from '../../../platform/security/identity/access';
import type { Actor, UserActor } from '../../../platform/foundation/actor/actor';
import { PasswordCheck } from '../../../platform/security/identity/password-check';
import { PersonProof, type Proof, proofErrors, type ProofWay } from '../../../platform/security/identity/person-proof';
import { phoneSignInErrors } from '../errors';
import { OwnPhones } from '../persistence/own-phones';
import { type CodePurpose, PhoneCodes } from './phone-codes';
import { SendCode } from './send-code';

/** The person once more: by the password, or by a code to the phone that stands registered now. */
@Injectable()
export class ProvePerson extends PersonProof {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly passwords: PasswordCheck,
    private readonly phones: OwnPhones,
    private readonly codes: PhoneCodes,
    private readonly sending: SendCode,
  ) {
    super();
  }

  /** Sends a code to the own phone. @throws VOLUNTEER_ACCOUNT_REQUIRED, PHONE_NONE, SMS_NOT_SET_UP, RATE_LIMITED */
  async sendCode(actor: Actor): Promise<void> {
    const phone = await this.phones.of(requireVolunteer(actor));
    if (phone === null) throw phoneSignInErrors.refuse('PHONE_NONE');
    await this.sending.execute(phone.text, 'PROOF', () => Promise.resolve(true));
  }

  override async require(actor: UserActor, { password, code }: Proof): Promise<ProofWay> {
    if (code !== undefined && actor.volunteerId !== null) {
      await this.requireCode(actor.volunteerId, 'PROOF', code);
      return 'PHONE_CODE';
    }
    if (password === undefined) throw proofErrors.refuse('PROOF_REQUIRED', { field: 'password' });
    await this.passwords.byId(actor, password);
    return 'PASSWORD';
  }

  /** A code that was sent to the volunteer's registered phone. @throws PHONE_CODE_WRONG */
  async requireCode(volunteerId: string, purpose: CodePurpose, code: string): Promise<void> {
    const phone = await this.phones.of(volunteerId);
    // In a transaction of its own: a wrong code costs a try, whatever becomes of the rest.
    const isRight =
      phone !== null && (await this.unitOfWork.run((tx) => this.codes.use(tx, phone.index, purpose, code.trim())));
    if (!isRight) throw phoneSignInErrors.refuse('PHONE_CODE_WRONG', { field: 'code' });
  }
}
