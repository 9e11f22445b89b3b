import { ChoiceField, FlagField, IdField, TextField } from '../../../platform/delivery/http/fields';
import { PageQuery } from '../../../platform/delivery/http/paging';
import type { SignupStatus } from '../domain/activity-kinds';

export class SignUpRequest {
  @IdField({ label: '岗位' })
  positionId!: string;

  @IdField({ label: '志愿者', optional: true, description: '不填则为本人;工作人员代报名时填写' })
  volunteerId?: string;

  @FlagField({ label: '愿意候补', optional: true, description: '报满时排队,有人取消自动递补' })
  acceptsWaitlist?: boolean;

  @FlagField({ label: '确认仍要报名', optional: true, description: '休息太少或服务太多时，看过提醒仍要报名的填 true' })
  confirmsLoad?: boolean;
}

export class CancelSignupRequest {
  @TextField({ label: '取消原因', max: 200, optional: true })
  reason?: string;
}

export class OwnSignupsQuery extends PageQuery {
  @ChoiceField({ label: '状态', of: ['CONFIRMED', 'WAITLISTED', 'CANCELLED'], optional: true })
  status?: SignupStatus;
}
