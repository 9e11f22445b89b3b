import { Injectable } from '@nestjs/common';
import { defineErrors } from '../../../kernel/domain-error';
import type { Transaction } from '../../data/database/unit-of-work';
import type { PersonMarks } from './user-accounts';
import { AccountPhones } from './account-phones';
import { StaffPhones } from './staff-phones';

export const staffPersonErrors = defineErrors({
  STAFF_PHONE_REQUIRED: { kind: 'invalid', sentence: '请填本人的手机号：开户链接发到这个号码，账号也凭它认人。' },
  STAFF_PHONE_UNREADABLE: { kind: 'invalid', sentence: '手机号须为 11 位数字，请核对后再提交。' },
  STAFF_ID_NUMBER_UNREADABLE: { kind: 'invalid', sentence: '身份证号不对，请核对后再提交，或不填。' },
  STAFF_PERSON_UNSAID: {
    kind: 'invalid',
    sentence: '请说明本人是不是志愿者：是的，填志愿者编号；不是的，选“不是志愿者”。两项只能选一项。',
  },
  STAFF_VOLUNTEER_UNKNOWN: { kind: 'not-found', sentence: '没有找到这个志愿者编号，请核对证件或志愿者卡后再填。' },
  STAFF_IS_VOLUNTEER: {
    kind: 'conflict',
    sentence: '这个手机号或身份证号已登记为志愿者，请填这名志愿者的编号；不是本人的号码，请换成本人的。',
  },
});

export interface GivenPerson {
  readonly phone?: string;
  /** Compared and kept as a blind index, never stored. */
  readonly idNumber?: string;
  readonly volunteerNo?: string;
  readonly hasNoVolunteer?: boolean;
}

/** Finds out who the person behind an account of staff is: a clerk whose phone belongs to a volunteer is that volunteer. */
@Injectable()
export class StaffPersons {
  constructor(
    private readonly phones: AccountPhones,
    private readonly sealer: StaffPhones,
  ) {}

  /**
   * @throws STAFF_PHONE_REQUIRED, STAFF_PHONE_UNREADABLE, STAFF_ID_NUMBER_UNREADABLE, STAFF_PERSON_UNSAID,
   *   STAFF_VOLUNTEER_UNKNOWN, STAFF_IS_VOLUNTEER
   */
  async marksOf(tx: Transaction, userId: string, given: GivenPerson): Promise<PersonMarks> {
    if (given.phone === undefined) throw staffPersonErrors.refuse('STAFF_PHONE_REQUIRED', { field: 'phone' });
    const phone = this.phones.read(given.phone);
    if (phone === null) throw staffPersonErrors.refuse('STAFF_PHONE_UNREADABLE', { field: 'phone' });
    const idNumberIndex = given.idNumber === undefined ? null : this.phones.idNumberIndexOf(given.idNumber);
    if (given.idNumber !== undefined && idNumberIndex === null) {
      throw staffPersonErrors.refuse('STAFF_ID_NUMBER_UNREADABLE', { field: 'idNumber' });
    }
    const hasNoVolunteer = given.hasNoVolunteer === true;
    if ((given.volunteerNo === undefined) !== hasNoVolunteer) {
      throw staffPersonErrors.refuse('STAFF_PERSON_UNSAID', { field: 'volunteerNo' });
    }
    const index = this.phones.indexOf(phone);
    const volunteerId = given.volunteerNo === undefined ? null : await this.named(tx, given.volunteerNo);
    await this.requireNamed(tx, volunteerId, { phoneIndex: index, idNumberIndex });
    return { phone: { cipher: this.sealer.seal(userId, phone), index }, idNumberIndex, volunteerId, hasNoVolunteer };
  }

  private async named(tx: Transaction, volunteerNo: string): Promise<string> {
    const [known] = await tx.query<{ id: string | null }>(
      `select surviving_volunteer(id) as id from volunteer
       where volunteer_no = $1 and status in ('PENDING', 'ACTIVE', 'SUSPENDED')`,
      [volunteerNo.toUpperCase()],
    );
    if (known?.id == null) throw staffPersonErrors.refuse('STAFF_VOLUNTEER_UNKNOWN', { field: 'volunteerNo' });
    return known.id;
  }

  /** A phone may be shared by a family: one of them has to be named. An ID number is one person's. */
  private async requireNamed(
    tx: Transaction,
    volunteerId: string | null,
    marks: { readonly phoneIndex: Buffer; readonly idNumberIndex: Buffer | null },
  ): Promise<void> {
    const known = await tx.query<{ id: string; isByNumber: boolean }>(
      `select surviving_volunteer(id) as id, id_number_index is not distinct from $2 as "isByNumber" from volunteer
       where (phone_index = $1 or id_number_index = $2) and status in ('PENDING', 'ACTIVE', 'SUSPENDED')`,
      [marks.phoneIndex, marks.idNumberIndex],
    );
    const byNumber = marks.idNumberIndex === null ? [] : known.filter(({ isByNumber }) => isByNumber);
    const candidates = byNumber.length > 0 ? byNumber : known;
    if (candidates.length > 0 && !candidates.some(({ id }) => id === volunteerId)) {
      throw staffPersonErrors.refuse('STAFF_IS_VOLUNTEER', { field: 'volunteerNo' });
    }
  }
}
