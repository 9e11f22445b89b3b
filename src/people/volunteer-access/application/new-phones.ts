import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../../platform/data/database/unit-of-work';
import { PhoneCodes, SendCode, Sms } from '../../phone-sign-in';
import { PersonalFields, readMobilePhone, volunteerErrors } from '../../volunteers';
import { volunteerAccessErrors } from '../errors';

/** A phone that is to be registered lies in the hand of who says so: a code goes there and comes back. */
@Injectable()
export class NewPhones {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly fields: PersonalFields,
    private readonly codes: PhoneCodes,
    private readonly sending: SendCode,
    private readonly sms: Sms,
  ) {}

  /** @throws PHONE_INVALID, SMS_NOT_SET_UP, RATE_LIMITED */
  async sendCode(text: string): Promise<void> {
    const phone = readMobilePhone(text);
    if (phone === null) throw volunteerErrors.refuse('PHONE_INVALID', { field: 'phone' });
    await this.sending.execute(phone, 'NEW_PHONE', () => Promise.resolve(true));
  }

  /** Passes where no text messages can be sent. @throws NEW_PHONE_UNPROVEN */
  async requireProven(phone: string, code: string | undefined): Promise<void> {
    if (!this.sms.isSetUp) return;
    const index = this.fields.indexOf('phone', phone);
    const isRight =
      code !== undefined && (await this.unitOfWork.run((tx) => this.codes.use(tx, index, 'NEW_PHONE', code.trim())));
    if (!isRight) throw volunteerAccessErrors.refuse('NEW_PHONE_UNPROVEN', { field: 'newPhoneCode' });
  }
}
