import { ApiProperty } from '@nestjs/swagger';
import { ChoiceField, IdField, InstantField, NestedField, TextField } from '../../../../platform/delivery/http/fields';
import { CodeField, DeviceIdField, DirectionField, type PunchDirection, PunchIdField } from '../../punching';

export class OfflineLineRequest {
  @PunchIdField()
  punchId!: string;

  @IdField({ label: '志愿者' })
  volunteerId!: string;

  @DirectionField()
  direction!: PunchDirection;

  @InstantField({ label: '打卡发生时间', description: '按设备时钟' })
  happenedAt!: string;
}

export class OfflineBatchRequest {
  @InstantField({ label: '设备发送时间', description: '发送这一批时的设备时钟,用来校正全批的时间' })
  deviceSentAt!: string;

  @DeviceIdField()
  deviceId?: string;

  @NestedField(() => OfflineLineRequest, { label: '打卡', list: { min: 1, max: 1_000 } })
  lines!: OfflineLineRequest[];
}

export class OwnLineRequest {
  @PunchIdField()
  punchId!: string;

  @IdField({ label: '场次' })
  shiftId!: string;

  @DirectionField()
  direction!: PunchDirection;

  @CodeField()
  code!: string;

  @InstantField({ label: '打卡发生时间', description: '按手机时钟；打卡码按这个时间核对' })
  happenedAt!: string;
}

export class OwnBatchRequest {
  @InstantField({ label: '设备发送时间', description: '发送这一批时的手机时钟，用来校正全批的时间' })
  deviceSentAt!: string;

  @DeviceIdField()
  deviceId?: string;

  @IdField({
    label: '打卡的志愿者',
    optional: true,
    description: '手机记得的本人，可不填；登录的是别人时整批不收，仍留在手机里',
  })
  volunteerId?: string;

  @NestedField(() => OwnLineRequest, { label: '打卡', list: { min: 1, max: 50 } })
  lines!: OwnLineRequest[];
}

const STATUSES = ['RECORDED', 'IN_REVIEW', 'DECLINED', 'REFUSED', 'RETRY'] as const;

export class OfflineAnswerResponse {
  @ApiProperty({ format: 'uuid', description: '打卡编号' })
  punchId!: string;

  @ApiProperty({ format: 'uuid', description: '志愿者' })
  volunteerId!: string;

  @ChoiceField({ label: '结果', of: STATUSES, description: '已记录、已保存待复核、复核未采纳、未记录' })
  status!: (typeof STATUSES)[number];

  @TextField({ label: '说明', max: 400 })
  message!: string;

  @TextField({ label: '未记录或待复核的原因代码', max: 60, optional: true })
  code?: string;

  @InstantField({ label: '记录的时间', optional: true })
  punchedAt?: string;
}

export class OfflineBatchResponse {
  @ApiProperty({ type: [OfflineAnswerResponse], description: '逐行结果,顺序与请求一致' })
  items!: readonly OfflineAnswerResponse[];
}
