import { Injectable } from '@nestjs/common';
import { Sms } from '../../phone-sign-in';
import { maskPhone, PersonalFields } from '../../volunteers';
import { PhoneChanges } from '../persistence/phone-changes';

export type PhoneStage = 'ASKED' | 'DECIDED' | 'APPLIED';

const SENTENCES: Readonly<Record<PhoneStage, (phone: string) => string>> = {
  ASKED: (phone) =>
    `有人申请把您志愿者账号的手机号更换为 ${phone}，正等另一名工作人员决定。不是您的意思，请马上联系社区。`,
  DECIDED: (phone) =>
    `您志愿者账号的手机号将在 24 小时后更换为 ${phone}。不是您的意思，请在此之前登录撤回，或马上联系社区。`,
  APPLIED: (phone) => `您志愿者账号的手机号已更换为 ${phone}。不是您本人办理的，请马上联系社区。`,
};

/** Tells the old phone and the new one what becomes of a change. At least once: a second message harms nobody. */
@Injectable()
export class TellPhones {
  constructor(
    private readonly changes: PhoneChanges,
    private readonly fields: PersonalFields,
    private readonly sms: Sms,
  ) {}

  /** Does nothing where there is no gateway: the inbox has it too. */
  async execute(changeId: string, stage: PhoneStage): Promise<void> {
    const change = this.sms.isSetUp ? await this.changes.find(changeId) : null;
    if (!change) return;
    const opener = await this.fields.opener([change.volunteerId]);
    const newPhone = opener.open('phone', change.volunteerId, change.newCipher);
    const oldPhone = change.oldCipher && opener.open('phone', change.volunteerId, change.oldCipher);
    const text = SENTENCES[stage](maskPhone(newPhone));
    for (const phone of new Set([newPhone, ...(oldPhone === null ? [] : [oldPhone])])) await this.sms.send(phone, text);
  }
}
