import { Injectable } from '@nestjs/common';
import { readMobilePhone } from '../../volunteers';
import { phoneSignInErrors } from '../errors';
import { PhoneAccounts } from '../persistence/phone-accounts';
import { SendCode } from './send-code';
import { Sms } from './sms';

const PER_ADDRESS = 60;

/**
 * Sends a code to a phone that one account goes by. Whoever asks learns nothing: phones that nobody has are answered the
 * same, as fast, and get a code too, which is only not sent.
 */
@Injectable()
export class RequestCode {
  constructor(
    private readonly accounts: PhoneAccounts,
    private readonly codes: SendCode,
    private readonly sms: Sms,
  ) {}

  /** @throws SMS_NOT_SET_UP, PHONE_NOT_READABLE, RATE_LIMITED */
  async execute(text: string, remoteAddress: string): Promise<void> {
    if (!this.sms.isSetUp) throw phoneSignInErrors.refuse('SMS_NOT_SET_UP');
    const phone = readMobilePhone(text);
    if (phone === null) throw phoneSignInErrors.refuse('PHONE_NOT_READABLE', { field: 'phone' });
    await this.codes.requireRoom(`address:${remoteAddress}`, PER_ADDRESS);
    await this.codes.execute(phone, 'SIGN_IN', async (index) => (await this.accounts.ownerOf(index)) !== null);
  }
}
