import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../../platform/data/database/unit-of-work';
import { AccountPhones, type Handover } from '../../../platform/security/accounts';
import { GuardianPhones, PersonalFields } from '../../volunteers';
import { phoneSignInErrors } from '../errors';
import { PhoneCodes } from './phone-codes';
import { SendCode } from './send-code';

/** Reaches the phones of guardians, who need be nobody's account. */
@Injectable()
export class TextsToGuardians extends GuardianPhones {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly phones: AccountPhones,
    private readonly fields: PersonalFields,
    private readonly codes: PhoneCodes,
    private readonly sending: SendCode,
  ) {
    super();
  }

  override get isSetUp(): boolean {
    return this.phones.isSetUp;
  }

  override async send(phone: string, text: string): Promise<Handover> {
    return this.phones.send(phone, text);
  }

  override async sendCode(phone: string): Promise<void> {
    await this.sending.execute(phone, 'GUARDIAN', () => Promise.resolve(true));
  }

  override async requireCode(phone: string, code: string): Promise<void> {
    const index = this.fields.indexOf('phone', phone);
    // In a transaction of its own: a wrong code costs a try, whatever becomes of the rest.
    const isRight = await this.unitOfWork.run((tx) => this.codes.use(tx, index, 'GUARDIAN', code.trim()));
    if (!isRight) throw phoneSignInErrors.refuse('PHONE_CODE_WRONG', { field: 'code' });
  }
}
