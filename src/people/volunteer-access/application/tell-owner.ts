import { Injectable } from '@nestjs/common';
import { localDayOf } from '../../../kernel/local-day';
import { Outbox } from '../../../platform/data/outbox';
import { UnitOfWork } from '../../../platform/data/database/unit-of-work';
import { Clock } from '../../../platform/foundation/clock/clock';
import { Notices } from '../../notices';
import { OwnPhones, Sms } from '../../phone-sign-in';
import { textOwner } from '../jobs/access-jobs';

const TEXT =
  '有人在公众登记页用您的身份证号码又登记了一次。您已经登记过，原来的登记不变，不用再办。不是您本人填的，请告诉所在社区。';

/**
 * Tells somebody that the own ID number was registered again. Once a month, however often the form is sent: whoever knows
 * the number cannot flood its owner.
 */
@Injectable()
export class TellOwner {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly notices: Notices,
    private readonly outbox: Outbox,
    private readonly phones: OwnPhones,
    private readonly sms: Sms,
    private readonly clock: Clock,
  ) {}

  /** Into the inbox; a new notice rings for the text message. */
  async execute(volunteerId: string): Promise<void> {
    const subjectKey = localDayOf(this.clock.nowMs()).slice(0, 'YYYY-MM'.length);
    await this.unitOfWork.run(async (tx) => {
      const isNew = await this.notices.send(tx, [{ volunteerId, kind: 'REGISTERED_AGAIN', subjectKey, data: {} }]);
      if (isNew > 0) await this.outbox.add(tx, textOwner, { volunteerId });
    });
  }

  /** Does nothing where there is no gateway or no phone. At least once: a second message harms nobody. */
  async byText(volunteerId: string): Promise<void> {
    const phone = this.sms.isSetUp ? await this.phones.of(volunteerId) : null;
    if (phone) await this.sms.send(phone.text, TEXT);
  }
}
