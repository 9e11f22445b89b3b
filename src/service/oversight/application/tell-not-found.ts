import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../../platform/data/database/unit-of-work';
import { Sms } from '../../../people/phone-sign-in';
import { PersonalFields } from '../../../people/volunteers';

const TEXT =
  '工作人员上门核对时没有找到您，您的志愿者登记已暂停。您在的话，请带身份证到所在社区恢复；不是您登记的，也请告诉社区。';

/** Sends somebody whom a visit has not found a text message. At least once: a second message harms nobody. */
@Injectable()
export class TellNotFound {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly fields: PersonalFields,
    private readonly sms: Sms,
  ) {}

  /** Does nothing where there is no gateway or no phone: the inbox has it too. */
  async execute(volunteerId: string): Promise<void> {
    if (!this.sms.isSetUp) return;
    const [row] = await this.unitOfWork.read<{ phone: Buffer | null }>(
      'select phone_cipher as phone from volunteer where id = $1',
      [volunteerId],
    );
    if (!row?.phone) return;
    const opener = await this.fields.opener([volunteerId]);
    await this.sms.send(opener.open('phone', volunteerId, row.phone), TEXT);
  }
}
