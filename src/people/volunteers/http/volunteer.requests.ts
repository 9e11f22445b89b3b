import { ProofRequest } from '../../../platform/security/identity/http/proof.request';
import {
  ChoiceField,
  IdField,
  IntField,
  NestedField,
  TextField,
  TextListField,
} from '../../../platform/delivery/http/fields';
import { PageQuery } from '../../../platform/delivery/http/paging';
import { type ConsentChannel, consentChannels, type ConsentPurpose, consentPurposes } from '../domain/consent';
import { type PoliticalStatus, politicalStatuses } from '../domain/profile';
import { type RevealField, revealFields } from '../domain/reveal';
import type { StatusCommand, VolunteerStatus } from '../domain/volunteer-status';

const TIME = /^(?:[01]\d|2[0-3]):[0-5]\d$/;
const END_TIME = /^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/;

export const volunteerStatuses = ['PENDING', 'ACTIVE', 'REJECTED', 'SUSPENDED', 'CLOSED'] as const;
const staffDecisions = ['APPROVE', 'REJECT', 'RESUBMIT', 'SUSPEND', 'RESUME'] as const;

export class AvailabilitySlotRequest {
  @IntField({ label: '星期', min: 1, max: 7, description: '1 是星期一,7 是星期日' })
  weekday!: number;

  @TextField({ label: '开始时间', max: 5, pattern: TIME, hint: '如 09:00', example: '09:00' })
  from!: string;

  @TextField({ label: '结束时间', max: 5, pattern: END_TIME, hint: '如 11:00', example: '11:00' })
  to!: string;
}

export class ConsentRequest {
  @ChoiceField({ label: '用途', of: consentPurposes })
  purpose!: ConsentPurpose;

  @TextField({ label: '同意书版本', max: 40, example: '2026-1' })
  textVersion!: string;

  @ChoiceField({ label: '方式', of: consentChannels, description: '本人填 SELF,其余由工作人员核对后录入' })
  channel!: ConsentChannel;
}

export class AccountRequest {
  @TextField({ label: '用户名', min: 3, max: 64, pattern: /^[A-Za-z0-9._-]+$/, hint: '只用字母、数字和 . _ -' })
  username!: string;

  @TextField({ label: '密码', min: 10, max: 128 })
  password!: string;
}

export class EmergencyContactRequest {
  @TextField({ label: '姓名', max: 40 })
  name!: string;

  @TextField({ label: '与本人的关系', max: 20, example: '女儿' })
  relation!: string;

  @TextField({ label: '手机号码', max: 30 })
  phone!: string;
}

class ProfileRequest {
  @ChoiceField({ label: '政治面貌', of: politicalStatuses, optional: true })
  politicalStatus?: PoliticalStatus;

  @TextListField({ label: '特长', maxItems: 20, maxLength: 20, optional: true, example: ['急救', '手语'] })
  skills?: string[];

  @NestedField(() => AvailabilitySlotRequest, { label: '可服务时间', optional: true, list: { min: 0, max: 28 } })
  availability?: AvailabilitySlotRequest[];
}

export class StaffRegistrationRequest extends ProfileRequest {
  @IdField({ label: '所属区划' })
  divisionId!: string;

  @TextField({ label: '姓名', max: 40, example: '欧阳志远' })
  name!: string;

  @TextField({ label: '身份证号码', min: 0, max: 40, example: '11010519491231002X' })
  idNumber!: string;

  @TextField({ label: '手机号码', max: 30, optional: true, example: '13800005678' })
  phone?: string;

  @TextField({ label: '职业', max: 40, optional: true })
  occupation?: string;

  @TextField({ label: '住址', max: 100, optional: true })
  address?: string;

  @NestedField(() => EmergencyContactRequest, { label: '紧急联系人', optional: true })
  emergencyContact?: EmergencyContactRequest;

  @NestedField(() => ConsentRequest, { label: '同意', list: { min: 1, max: 8 } })
  consents!: ConsentRequest[];
}

export class SelfRegistrationRequest extends ProfileRequest {
  @IdField({ label: '所属区划' })
  divisionId!: string;

  @TextField({ label: '姓名', max: 40, example: '欧阳志远' })
  name!: string;

  @TextField({ label: '身份证号码', min: 0, max: 40, example: '11010519491231002X' })
  idNumber!: string;

  @TextField({ label: '手机号码', max: 30, example: '13800005678' })
  phone!: string;

  @TextField({ label: '职业', max: 40, optional: true })
  occupation?: string;

  @TextField({ label: '住址', max: 100, optional: true })
  address?: string;

  @NestedField(() => EmergencyContactRequest, { label: '紧急联系人', optional: true })
  emergencyContact?: EmergencyContactRequest;

  @NestedField(() => ConsentRequest, { label: '同意', list: { min: 1, max: 8 } })
  consents!: ConsentRequest[];

  @NestedField(() => AccountRequest, { label: '登录账号', optional: true })
  account?: AccountRequest;
}

export class OwnProfileRequest extends ProfileRequest {
  @TextField({ label: '职业', max: 40, optional: true, nullable: true })
  occupation?: string | null;

  @TextField({ label: '住址', max: 100, optional: true, nullable: true })
  address?: string | null;

  @NestedField(() => EmergencyContactRequest, { label: '紧急联系人', optional: true, nullable: true })
  emergencyContact?: EmergencyContactRequest | null;
}

export class UpdateVolunteerRequest extends ProfileRequest {
  @TextField({ label: '姓名', max: 40, optional: true })
  name?: string;

  @TextField({ label: '职业', max: 40, optional: true, nullable: true })
  occupation?: string | null;

  @TextField({ label: '住址', max: 100, optional: true, nullable: true })
  address?: string | null;

  @NestedField(() => EmergencyContactRequest, { label: '紧急联系人', optional: true, nullable: true })
  emergencyContact?: EmergencyContactRequest | null;
}

export class ReviewRequest {
  @ChoiceField({ label: '处理', of: staffDecisions })
  decision!: Exclude<StatusCommand, 'CLOSE'>;

  @TextField({ label: '原因', max: 200, optional: true, description: '不通过或暂停时必填,本人会看到' })
  reason?: string;
}

export class OwnStatusRequest extends ProofRequest {
  @ChoiceField({ label: '处理', of: ['RESUBMIT', 'CLOSE'] })
  decision!: 'RESUBMIT' | 'CLOSE';

  @TextField({ label: '原因', max: 200, optional: true })
  reason?: string;
}

export class WithdrawConsentRequest {
  @ChoiceField({ label: '用途', of: consentPurposes })
  purpose!: ConsentPurpose;
}

export class RevealRequest {
  @ChoiceField({ label: '内容', of: revealFields })
  field!: RevealField;

  @TextField({ label: '查看原因', min: 4, max: 200, description: '记入审计日志', example: '核对保险名单' })
  reason!: string;
}

export class IdNumberCheckRequest {
  @TextField({
    label: '证件上的身份证号码',
    max: 40,
    description: '照证件逐位输入；只比对，不保存',
    example: '11010519491231002X',
  })
  idNumber!: string;
}

export class VolunteersQuery extends PageQuery {
  @IdField({ label: '区划', optional: true, description: '只看这个区划及其下级' })
  divisionId?: string;

  @ChoiceField({ label: '状态', of: volunteerStatuses, optional: true })
  status?: VolunteerStatus;

  @TextField({ label: '姓名', max: 40, optional: true, description: '包含这些字' })
  name?: string;
}

export class SearchVolunteersRequest extends PageQuery {
  @TextField({
    label: '查找内容',
    max: 40,
    description: '姓名开头、名字、拼音首字母、手机号后四位、完整手机号或志愿者编号',
    example: '桂兰',
  })
  text!: string;

  @IdField({ label: '区划', optional: true, description: '只找这个区划及其下级' })
  divisionId?: string;
}
