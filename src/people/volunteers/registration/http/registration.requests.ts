import { ApiProperty } from '@nestjs/swagger';
import { ChoiceField, IdField, NestedField, TextField, TextListField } from '../../../../platform/delivery/http/fields';
import { DivisionField } from '../../../../platform/delivery/http/names';
import {
  EmergencyContactRequest,
  ProfileRequest,
  type StatusCommand,
  type VolunteerStatus,
  volunteerStatuses,
} from '../../person';
import type { Registration } from '../application/register-volunteer';
import type { VolunteerStatusView } from '../application/review-volunteer';
import { ConsentRequest } from '../../consent';
import { FLAG_WORDS, type GuardianFlag, guardianFlags, NamedGuardianRequest } from '../../guardians';

const staffDecisions = ['APPROVE', 'REJECT', 'RESUBMIT', 'SUSPEND', 'RESUME'] as const;

export class AccountRequest {
  @TextField({ label: '用户名', min: 3, max: 64, pattern: /^[A-Za-z0-9._-]+$/, hint: '只用字母、数字和 . _ -' })
  username!: string;

  @TextField({ label: '密码', min: 10, max: 128 })
  password!: string;
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

  @TextField({
    label: '手机号码',
    max: 30,
    optional: true,
    description: '有监护人的可以不填；其他人必填',
    example: '13800005678',
  })
  phone?: string;

  @TextField({ label: '职业', max: 40, optional: true })
  occupation?: string;

  @TextField({ label: '住址', max: 100, optional: true })
  address?: string;

  @NestedField(() => EmergencyContactRequest, { label: '紧急联系人', optional: true })
  emergencyContact?: EmergencyContactRequest;

  @NestedField(() => ConsentRequest, { label: '同意', list: { min: 1, max: 8 } })
  consents!: ConsentRequest[];

  @NestedField(() => NamedGuardianRequest, {
    label: '监护人',
    optional: true,
    description: '未成年人填：给监护人发一条短信，请其确认',
  })
  guardian?: NamedGuardianRequest;

  @NestedField(() => AccountRequest, { label: '登录账号', optional: true })
  account?: AccountRequest;
}

export class ReviewRequest {
  @ChoiceField({ label: '处理', of: staffDecisions })
  decision!: Exclude<StatusCommand, 'CLOSE'>;

  @TextField({
    label: '原因',
    max: 200,
    optional: true,
    description: '不通过、暂停，或确认了监护人的要留意之处时必填（写明怎样核实的），本人会看到',
  })
  reason?: string;

  @TextListField({
    label: '已核实的要留意之处',
    of: guardianFlags,
    maxItems: guardianFlags.length,
    maxLength: 40,
    optional: true,
    description: `通过时用：监护人的短信同意有要留意的，核实以后逐项写上，少一项就不通过。${FLAG_WORDS}`,
    example: ['CHILD_WITHOUT_PHONE'],
  })
  acknowledgedFlags?: GuardianFlag[];
}

export class RegistrationResponse implements Registration {
  @ApiProperty({ format: 'uuid', description: '志愿者' })
  id!: string;

  @ApiProperty({ description: '志愿者编号', example: 'V0000000018' })
  volunteerNo!: string;

  @DivisionField('所属区划')
  divisionId!: string;

  @ApiProperty({ enum: ['PENDING'], description: '状态:等待审核' })
  status!: 'PENDING';

  @ApiProperty({ format: 'date-time', description: '登记时间' })
  registeredAt!: string;

  @ApiProperty({ description: '版本' })
  version!: number;
}

export class VolunteerStatusResponse implements VolunteerStatusView {
  @ApiProperty({ format: 'uuid', description: '志愿者' })
  id!: string;

  @ApiProperty({ enum: [...volunteerStatuses], description: '状态' })
  status!: VolunteerStatus;

  @ApiProperty({ description: '版本' })
  version!: number;
}
