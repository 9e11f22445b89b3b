import { ApiProperty, IntersectionType } from '@nestjs/swagger';
import type { LocalDay } from '../../../kernel/local-day';
import { hoursText } from '../../../platform/delivery/documents/document-text';
import { ChoiceField, DayField, IdField, TextField } from '../../../platform/delivery/http/fields';
import { ActorField } from '../../../platform/delivery/http/names';
import { PageQuery } from '../../../platform/delivery/http/paging';
import { WithStanding } from '../../../platform/security/decisions';
import type { Grade } from '../domain/certificate-content';
import {
  type IdNumberChoice,
  idNumberChoices,
  type IdNumberChooser,
  idNumberChoosers,
  type IdNumberDisplay,
  idNumberDisplays,
} from '../domain/id-number-display';
import type { HeldCertificate } from '../application/show-certificates';
import {
  type CertificateState,
  certificateStatuses,
  type CertificateView,
  type PublicCertificate,
  type SealedAccount,
} from '../persistence/certificate-directory';

export class ApplyRequest {
  @DayField({ label: '服务开始日', example: '2026-01-01' })
  periodFrom!: LocalDay;

  @DayField({ label: '服务截止日', example: '2026-10-31', description: '含当日,不晚于今天' })
  periodTo!: LocalDay;

  @TextField({ label: '用途', max: 100, optional: true, example: '入党积极分子考察' })
  purpose?: string;

  @ChoiceField({
    label: '证件号显示',
    of: idNumberChoices,
    description: '由本人选择：FULL 完整，LAST_FOUR 后四位，NONE 不显示',
  })
  idNumberDisplay!: IdNumberChoice;
}

export class ApplyForOtherRequest extends ApplyRequest {
  @TextField({
    label: '显示证件号的缘由',
    max: 200,
    optional: true,
    description: '选择 FULL 或 LAST_FOUR 时必填，写明本人的要求',
  })
  idNumberReason?: string;
}

export class IssueRequest {
  @TextField({ label: '出具单位', max: 60, optional: true, description: '不填为街道的新时代文明实践所' })
  issuerName?: string;

  @TextField({ label: '负责人', max: 30 })
  personInCharge!: string;

  @TextField({ label: '经办人', max: 30, optional: true, description: '不填为当前账号' })
  handler?: string;

  @TextField({ label: '联系方式', max: 60 })
  contact!: string;
}

export class CertificateReasonRequest {
  @TextField({ label: '原因', max: 500 })
  reason!: string;
}

/** What narrows the register. */
export class RegisterFilterQuery {
  @ChoiceField({ label: '状态', of: certificateStatuses, optional: true })
  status?: CertificateState;

  @IdField({ label: '区划', optional: true, description: '只看登记在这个区划及其下级的人的' })
  divisionId?: string;

  @IdField({ label: '志愿者', optional: true, description: '只看这个人的' })
  volunteerId?: string;

  @TextField({ label: '证明编号', max: 40, optional: true, description: '完整的编号' })
  certificateNo?: string;

  @DayField({ label: '从哪天', optional: true, description: '申请日期，含当天' })
  from?: LocalDay;

  @DayField({ label: '到哪天', optional: true, description: '申请日期，含当天' })
  until?: LocalDay;
}

export class CertificatesQuery extends IntersectionType(PageQuery, RegisterFilterQuery) {}

export class SealedAccountResponse implements SealedAccount {
  @ApiProperty({ description: '账户' })
  kind!: string;

  @ApiProperty({ type: 'integer', description: '最后一笔分录的序号' })
  seq!: number;

  @ApiProperty({ description: '最后一笔分录的散列值' })
  headHash!: string;
}

export class CertificateResponse implements CertificateView {
  @ApiProperty({ format: 'uuid', description: '证明' })
  id!: string;

  @ApiProperty({ format: 'uuid', description: '志愿者' })
  volunteerId!: string;

  @ApiProperty({ format: 'uuid', description: '出具街道' })
  divisionId!: string;

  @ApiProperty({ description: '出具街道的路径' })
  divisionPath!: string;

  @ApiProperty({ description: '出具街道的名称' })
  divisionName!: string;

  @ApiProperty({ description: '持有人所在区划的路径' })
  holderPath!: string;

  @ApiProperty({ enum: [...certificateStatuses], description: '状态:已申请、已退回、有效、已换发、已作废' })
  status!: CertificateState;

  @ApiProperty({ nullable: true, type: String, description: '用途' })
  purpose!: string | null;

  @ApiProperty({
    enum: [...idNumberDisplays],
    description: '证件号显示；MASKED 是以前出具的证明，本人打印时仍是原样',
  })
  idNumberDisplay!: IdNumberDisplay;

  @ApiProperty({ enum: [...idNumberChoosers], description: '由谁选择：本人，或工作人员按本人的要求' })
  idNumberChosenBy!: IdNumberChooser;

  @ApiProperty({ type: String, format: 'date', description: '服务开始日' })
  periodFrom!: LocalDay;

  @ApiProperty({ type: String, format: 'date', description: '服务截止日(含)' })
  periodTo!: LocalDay;

  @ActorField('申请人')
  appliedBy!: string;

  @ApiProperty({ format: 'date-time', description: '申请时间' })
  appliedAt!: string;

  @ApiProperty({ nullable: true, type: String, description: '证明编号' })
  certificateNo!: string | null;

  @ApiProperty({ nullable: true, type: String, description: '校验码' })
  verificationCode!: string | null;

  @ApiProperty({ nullable: true, type: String, format: 'date-time', description: '出具时间' })
  issuedAt!: string | null;

  @ApiProperty({ nullable: true, type: 'integer', description: '服务分钟' })
  serviceMinutes!: number | null;

  @ApiProperty({ nullable: true, type: 'integer', description: '培训分钟' })
  trainingMinutes!: number | null;

  @ApiProperty({
    nullable: true,
    type: 'object',
    additionalProperties: { type: 'integer' },
    description: '各证据等级的分钟',
  })
  minutesByGrade!: Readonly<Record<Grade, number>> | null;

  @ApiProperty({ nullable: true, type: [SealedAccountResponse], description: '台账印记:出具时各账户的位置' })
  ledgerSeal!: readonly SealedAccountResponse[] | null;

  @ApiProperty({ nullable: true, type: String, format: 'uuid', description: '换发后的证明' })
  supersededById!: string | null;

  @ApiProperty({ nullable: true, type: String, description: '换发后的证明编号' })
  supersededByNo!: string | null;

  @ApiProperty({ nullable: true, type: String, description: '退回原因' })
  declineReason!: string | null;

  @ApiProperty({ nullable: true, type: String, format: 'date-time', description: '作废或换发时间' })
  endedAt!: string | null;

  @ApiProperty({ nullable: true, type: String, description: '作废或换发原因' })
  endReason!: string | null;

  @ApiProperty({ type: 'integer', description: '版本' })
  version!: number;
}

export class CertificateListResponse {
  @ApiProperty({ type: [CertificateResponse] })
  items!: readonly CertificateResponse[];

  @ApiProperty({ nullable: true, type: String, description: '下一页位置' })
  next!: string | null;
}

class HeldCertificateResponse extends CertificateResponse implements HeldCertificate {
  @ApiProperty({ nullable: true, type: String, description: '持有人的姓名；已注销的为空' })
  holderName!: string | null;

  @ApiProperty({ description: '持有人的志愿者编号' })
  volunteerNo!: string;
}

/** A certificate as staff see it. */
export class ListedCertificateResponse extends WithStanding(HeldCertificateResponse) {}

export class ListedCertificatesResponse {
  @ApiProperty({ type: [ListedCertificateResponse] })
  items!: readonly ListedCertificateResponse[];

  @ApiProperty({ nullable: true, type: String, description: '下一页位置' })
  next!: string | null;
}

export class CertificateCheckpointResponse {
  @ApiProperty({ type: 'integer', description: '编号' })
  number!: number;

  @ApiProperty({ format: 'date-time', description: '签署时间' })
  madeAt!: string;

  @ApiProperty({ description: '根(十六进制),纸面印前 16 位' })
  root!: string;

  @ApiProperty({ description: '公开查询的网址' })
  url!: string;

  @ApiProperty({ description: '与现在公开的同号检查点是否一致;不一致须向出具单位核实' })
  isPublished!: boolean;
}

export class CertificateVerificationResponse {
  @ApiProperty({ description: '证明编号' })
  certificateNo!: string;

  @ApiProperty({ type: String, format: 'date', description: '服务开始日' })
  periodFrom!: LocalDay;

  @ApiProperty({ type: String, format: 'date', description: '服务截止日(含)' })
  periodTo!: LocalDay;

  @ApiProperty({ type: 'integer', description: '服务总分钟' })
  serviceMinutes!: number;

  @ApiProperty({ description: '服务总时长,小时,一位小数', example: '12.5' })
  serviceHours!: string;

  @ApiProperty({ enum: ['VALID', 'SUPERSEDED', 'REVOKED'], description: '状态:有效、已换发、已作废' })
  status!: PublicCertificate['status'];

  @ApiProperty({ nullable: true, type: String, description: '脱敏姓名;持有人注销后为 null' })
  maskedName!: string | null;

  @ApiProperty({
    nullable: true,
    type: CertificateCheckpointResponse,
    description: '出具时最新的台账检查点;当时还没有则为 null',
  })
  checkpoint!: CertificateCheckpointResponse | null;

  static of(certificate: PublicCertificate): CertificateVerificationResponse {
    return { ...certificate, serviceHours: hoursText(certificate.serviceMinutes) };
  }
}
