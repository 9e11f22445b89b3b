import {
  ChoiceField,
  IntField,
  NestedField,
  TextField,
  TextListField,
} from '../../../../platform/delivery/http/fields';
import { type PoliticalStatus, politicalStatuses } from '../domain/profile';

const TIME = /^(?:[01]\d|2[0-3]):[0-5]\d$/;
const END_TIME = /^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/;

export const volunteerStatuses = ['PENDING', 'ACTIVE', 'REJECTED', 'SUSPENDED', 'CLOSED'] as const;

export class AvailabilitySlotRequest {
  @IntField({ label: '星期', min: 1, max: 7, description: '1 是星期一,7 是星期日' })
  weekday!: number;

  @TextField({ label: '开始时间', max: 5, pattern: TIME, hint: '如 09:00', example: '09:00' })
  from!: string;

  @TextField({ label: '结束时间', max: 5, pattern: END_TIME, hint: '如 11:00', example: '11:00' })
  to!: string;
}

export class EmergencyContactRequest {
  @TextField({ label: '姓名', max: 40 })
  name!: string;

  @TextField({ label: '与本人的关系', max: 20, example: '女儿' })
  relation!: string;

  @TextField({ label: '手机号码', max: 30 })
  phone!: string;
}

export class ProfileRequest {
  @ChoiceField({ label: '政治面貌', of: politicalStatuses, optional: true })
  politicalStatus?: PoliticalStatus;

  @TextListField({ label: '特长', maxItems: 20, maxLength: 20, optional: true, example: ['急救', '手语'] })
  skills?: string[];

  @NestedField(() => AvailabilitySlotRequest, { label: '可服务时间', optional: true, list: { min: 0, max: 28 } })
  availability?: AvailabilitySlotRequest[];
}
