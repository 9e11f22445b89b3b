import { ProofRequest } from '../../../../platform/security/identity/http/proof.request';
import { ChoiceField, IdField, NestedField, TextField } from '../../../../platform/delivery/http/fields';
import { PageQuery } from '../../../../platform/delivery/http/paging';
import { EmergencyContactRequest, ProfileRequest, type VolunteerStatus, volunteerStatuses } from '../../person';

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

export class OwnStatusRequest extends ProofRequest {
  @ChoiceField({ label: '处理', of: ['RESUBMIT', 'CLOSE'] })
  decision!: 'RESUBMIT' | 'CLOSE';

  @TextField({ label: '原因', max: 200, optional: true })
  reason?: string;
}

export class VolunteersQuery extends PageQuery {
  @IdField({ label: '区划', optional: true, description: '只看这个区划及其下级' })
  divisionId?: string;

  @ChoiceField({ label: '状态', of: volunteerStatuses, optional: true })
  status?: VolunteerStatus;

  @TextField({ label: '姓名', max: 40, optional: true, description: '包含这些字' })
  name?: string;
}
