import { Injectable, Logger } from '@nestjs/common';
import { Counters } from '../../../platform/counters';
import { httpErrors } from '../../../platform/http/http-errors';
import { PersonalFields, readMobilePhone } from '../../volunteers';
import { phoneSignInErrors } from '../errors';
import { PhoneAccounts } from '../persistence/phone-accounts';
import { PhoneCodes } from './phone-codes';
import { Sms } from './sms';

const WINDOW_MS = 600_000;
const PER_PHONE = 3;
const PER_ADDRESS = 60;

/**
 * Sends a code to a phone that one account goes by. Whoever asks learns nothing: phones that nobody has are answered the
 * same, as fast, and get a code too, which is only not sent.
 */
@Injectable()
export class RequestCode {
  private readonly logger = new Logger(RequestCode.name);

  constructor(
    private readonly fields: PersonalFields,
    private readonly accounts: PhoneAccounts,
    private readonly codes: PhoneCodes,
    private readonly counters: Counters,
    private readonly sms: Sms,
  ) {}

  /** @throws SMS_NOT_SET_UP, PHONE_NOT_READABLE, RATE_LIMITED */
  async execute(text: string, remoteAddress: string): Promise<void> {
    if (!this.sms.isSetUp) throw phoneSignInErrors.refuse('SMS_NOT_SET_UP');
    const phone = readMobilePhone(text);
    if (phone === null) throw phoneSignInErrors.refuse('PHONE_NOT_READABLE', { field: 'phone' });
    const index = this.fields.indexOf('phone', phone);
    await this.requireRoom(`address:${remoteAddress}`, PER_ADDRESS);
    await this.requireRoom(`phone:${index.toString('hex')}`, PER_PHONE);
    const code = await this.codes.draw(index);
    const userId = await this.accounts.ownerOf(index);
    // Not waited for: how long the gateway takes would tell that there is an account.
    if (userId !== null) void this.send(phone, code);
  }

  private async send(phone: string, code: string): Promise<void> {
    try {
      await this.sms.send(phone, `您的登录验证码是 ${code},5 分钟内有效。工作人员不会向您要验证码,请勿告诉他人。`);
    } catch (error) {
      const reason = error instanceof Error ? error.name : 'unknown';
      this.logger.warn({ reason }, 'a text message was not handed over');
    }
  }

  private async requireRoom(key: string, limit: number): Promise<void> {
    const { count, endsInMs } = await this.counters.add(`phone-codes:${key}`, WINDOW_MS);
    if (count <= limit) return;
    throw httpErrors.refuse('RATE_LIMITED', {
      details: { retryAfterSeconds: Math.max(1, Math.ceil(endsInMs / 1_000)) },
    });
  }
}
