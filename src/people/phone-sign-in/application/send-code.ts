import { Injectable, Logger } from '@nestjs/common';
import { Counters } from '../../../platform/foundation/counters';
import { httpErrors } from '../../../platform/delivery/http/http-errors';
import { PersonalFields } from '../../volunteers';
import { phoneSignInErrors } from '../errors';
import { type CodePurpose, PhoneCodes } from './phone-codes';
import { Sms } from './sms';

const WINDOW_MS = 600_000;
const PER_PHONE = 3;

const TEXTS: Readonly<Record<CodePurpose, (code: string) => string>> = {
  SIGN_IN: (code) => `您的登录验证码是 ${code}，5 分钟内有效。工作人员不会向您要验证码，请勿告诉他人。`,
  PROOF: (code) => `您正在办理须本人确认的事项，验证码 ${code}，5 分钟内有效。不是您本人在操作，请勿告诉任何人。`,
  DESK: (code) =>
    `工作人员正在为您更换登记的手机号，验证码 ${code}，5 分钟内有效。您本人在场并同意，才告诉工作人员；不在场请勿理会。`,
  GUARDIAN: (code) =>
    `您正在查看孩子报名参加的志愿服务或收回同意，验证码 ${code}，5 分钟内有效。不是您本人在办，请勿告诉任何人。`,
  NEW_PHONE: (code) => `您正在把这个号码登记为志愿者账号的手机号，验证码 ${code}，5 分钟内有效。`,
};

/** Draws a code and hands it over to the phone it is for. */
@Injectable()
export class SendCode {
  private readonly logger = new Logger(SendCode.name);

  constructor(
    private readonly fields: PersonalFields,
    private readonly codes: PhoneCodes,
    private readonly counters: Counters,
    private readonly sms: Sms,
  ) {}

  /**
   * @param isWanted false: the code is drawn and not sent, so that nobody learns by the time it takes.
   * @throws SMS_NOT_SET_UP, RATE_LIMITED
   */
  async execute(phone: string, purpose: CodePurpose, isWanted: (index: Buffer) => Promise<boolean>): Promise<void> {
    if (!this.sms.isSetUp) throw phoneSignInErrors.refuse('SMS_NOT_SET_UP');
    const index = this.fields.indexOf('phone', phone);
    await this.requireRoom(`phone:${index.toString('hex')}`, PER_PHONE);
    const code = await this.codes.draw(index, purpose);
    // Not waited for: how long the gateway takes would tell that there is an account.
    if (await isWanted(index)) void this.send(phone, TEXTS[purpose](code));
  }

  /** Room under a limit of ten minutes. @throws RATE_LIMITED */
  async requireRoom(key: string, limit: number): Promise<void> {
    const { count, endsInMs } = await this.counters.add(`phone-codes:${key}`, WINDOW_MS);
    if (count <= limit) return;
    throw httpErrors.refuse('RATE_LIMITED', {
      details: { retryAfterSeconds: Math.max(1, Math.ceil(endsInMs / 1_000)) },
    });
  }

  private async send(phone: string, text: string): Promise<void> {
    try {
      await this.sms.send(phone, text);
    } catch (error) {
      const reason = error instanceof Error ? error.name : 'unknown';
      this.logger.warn({ reason }, 'a text message was not handed over');
    }
  }
}
