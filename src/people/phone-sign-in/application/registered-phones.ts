import { Injectable, Logger } from '@nestjs/common';
import { localDayOf } from '../../../kernel/local-day';
import { Clock } from '../../../platform/foundation/clock/clock';
import type { Transaction } from '../../../platform/data/database/unit-of-work';
import { AccountPhones, type Handover } from '../../../platform/security/accounts';
import { maskPhone, PersonalFields, readIdNumber, readMobilePhone } from '../../volunteers';
import { OwnPhones } from '../persistence/own-phones';
import { Sms, SmsRefused } from './sms';

/** Phones as volunteers are registered with them, and the way to reach them. */
@Injectable()
export class RegisteredPhones extends AccountPhones {
  private readonly logger = new Logger(RegisteredPhones.name);

  constructor(
    private readonly fields: PersonalFields,
    private readonly own: OwnPhones,
    private readonly sms: Sms,
    private readonly clock: Clock,
  ) {
    super();
  }

  override get isSetUp(): boolean {
    return this.sms.isSetUp;
  }

  override read(text: string): string | null {
    return readMobilePhone(text);
  }

  override indexOf(phone: string): Buffer {
    return this.fields.indexOf('phone', phone);
  }

  override idNumberIndexOf(text: string): Buffer | null {
    const read = readIdNumber(text, localDayOf(this.clock.nowMs()));
    return read.isValid ? this.fields.indexOf('id_number', read.facts.idNumber) : null;
  }

  override async ofVolunteer(_tx: Transaction, volunteerId: string): Promise<string | null> {
    const phone = await this.own.of(volunteerId);
    return phone === null || phone.isShared ? null : phone.text;
  }

  override mask(phone: string): string {
    return maskPhone(phone);
  }

  override async send(phone: string, text: string): Promise<Handover> {
    try {
      await this.sms.send(phone, text);
      return 'SENT';
    } catch (error) {
      // The name of the error and nothing else: what a gateway says may quote the message.
      this.logger.warn({ reason: error instanceof Error ? error.name : 'unknown' }, 'a link was not handed over');
      return error instanceof SmsRefused ? 'REFUSED' : 'UNKNOWN';
    }
  }
}
