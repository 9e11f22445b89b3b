import { ApiProperty } from '@nestjs/swagger';
import { IdField, InstantField, IntField, NestedField, TextField } from '../../../platform/delivery/http/fields';
import { ActorField, TeamField } from '../../../platform/delivery/http/names';
import { PageQuery } from '../../../platform/delivery/http/paging';
import { StandingResponse } from '../../../platform/security/decisions';
import type { WaitingSheetItem, WaitingSheetsQuery } from '../application/show-waiting-sheets';

export class OpenSheetRequest {
  @IdField({ label: '照片', description: '先上传到本场次的附件' })
  photoId!: string;

  @TextField({ label: '负责人签名', min: 2, max: 40 })
  leaderSignature!: string;

  @TextField({ label: '见证人签名', min: 2, max: 40 })
  witnessSignature!: string;
}

export class SheetLineRequest {
  @IdField({ label: '志愿者' })
  volunteerId!: string;

  @InstantField({ label: '签到时间' })
  checkedInAt!: string;

  @InstantField({ label: '签退时间' })
  checkedOutAt!: string;
}

export class EnterSheetRequest {
  @NestedField(() => SheetLineRequest, { label: '签到表', list: { min: 1, max: 200 } })
  lines!: SheetLineRequest[];
}

export class DeclareServiceRequest {
  @IdField({ label: '场次' })
  shiftId!: string;

  @InstantField({ label: '签到时间' })
  checkedInAt!: string;

  @InstantField({ label: '签退时间' })
  checkedOutAt!: string;

  @TextField({ label: '说明', min: 2, max: 500, description: '做了什么,为什么没有打卡' })
  reason!: string;

  @IdField({ label: '证明附件', optional: true })
  proofId?: string;
}

export class DeclarationResponse {
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: '待审核的服务记录' })
  recordId!: string | null;

  @ApiProperty({ description: '下一步' })
  message!: string;
}

class SheetDifferenceResponse {
  @ApiProperty({ format: 'uuid', description: '志愿者' })
  volunteerId!: string;

  @ApiProperty({ type: SheetLineRequest, nullable: true, description: '先录入的' })
  first!: SheetLineRequest | null;

  @ApiProperty({ type: SheetLineRequest, nullable: true, description: '后录入的' })
  second!: SheetLineRequest | null;
}

class AppliedLineResponse {
  @ApiProperty({ format: 'uuid', description: '志愿者' })
  volunteerId!: string;

  @ApiProperty({ enum: ['APPLIED', 'ALREADY_RECORDED'], description: '已入账,或此前已有记录、未改动' })
  outcome!: 'APPLIED' | 'ALREADY_RECORDED';
}

export class SheetResponse {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ format: 'uuid' })
  shiftId!: string;

  @ApiProperty({ format: 'uuid', description: '照片附件' })
  photoId!: string;

  @ApiProperty({ description: '负责人签名' })
  leaderSignature!: string;

  @ApiProperty({ description: '见证人签名' })
  witnessSignature!: string;

  @ApiProperty({ enum: ['ENTERING', 'DIFFERENT', 'APPLIED'], description: '录入中、两次不一致、已入账' })
  status!: 'ENTERING' | 'DIFFERENT' | 'APPLIED';

  @InstantField({ label: '建立时间' })
  createdAt!: string;

  @InstantField({ label: '入账时间', nullable: true })
  appliedAt!: string | null;

  @ActorField('已录入的人', { list: true })
  readBy!: readonly string[];

  @ApiProperty({ type: [SheetDifferenceResponse], description: '逐行不一致之处,录入过的人才看得到' })
  differences!: readonly SheetDifferenceResponse[];

  @ApiProperty({ type: [AppliedLineResponse], description: '入账结果' })
  outcome!: readonly AppliedLineResponse[];

  @ApiProperty({ description: '版本' })
  version!: number;
}

export class SheetListResponse {
  @ApiProperty({ type: [SheetResponse] })
  items!: readonly SheetResponse[];
}

export class WaitingSheetsFilter extends PageQuery implements WaitingSheetsQuery {
  @IdField({ label: '区划', optional: true, description: '只看这个区划及其下级的活动' })
  divisionId?: string;

  @IdField({ label: '服务队', optional: true })
  teamId?: string;
}

export class WaitingSheetResponse extends StandingResponse implements WaitingSheetItem {
  @ApiProperty({ format: 'uuid', description: '纸质签到表' })
  id!: string;

  @ApiProperty({ format: 'uuid', description: '场次' })
  shiftId!: string;

  @ApiProperty({ format: 'uuid', description: '活动' })
  activityId!: string;

  @TeamField('服务队')
  teamId!: string;

  @ApiProperty({ description: '活动名称', example: '周六巡河' })
  title!: string;

  @ApiProperty({ format: 'date-time', description: '场次开始' })
  startsAt!: Date;

  @ApiProperty({ format: 'uuid', description: '照片附件' })
  photoId!: string;

  @ApiProperty({ enum: ['ENTERING', 'DIFFERENT'], description: '录入中、两次不一致' })
  status!: 'ENTERING' | 'DIFFERENT';

  @ApiProperty({ format: 'date-time', description: '建立时间' })
  createdAt!: Date;

  @IntField({ label: '已有几人录过', min: 0, max: 100 })
  readingCount!: number;
}

export class WaitingSheetPage {
  @ApiProperty({ type: [WaitingSheetResponse], description: '先建立的在前' })
  items!: readonly WaitingSheetResponse[];

  @ApiProperty({ type: String, nullable: true, description: '下一页的位置；最后一页为空' })
  next!: string | null;
}
