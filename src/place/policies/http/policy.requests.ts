import { ApiProperty } from '@nestjs/swagger';
import { IsObject } from 'class-validator';
import type { LocalDay } from '../../../kernel/local-day';
import { ChoiceField, IdField, TextField } from '../../../platform/delivery/http/fields';
import { ActorField, DivisionField } from '../../../platform/delivery/http/names';
import type { AskedPolicy } from '../application/publish-policy';
import type { PublishedPolicy } from '../application/publish-policy-kind';
import type { PolicyView } from '../persistence/policy-directory';
import { policyKindNames, type PolicyKindName } from '../policy-kind';

export class PublishPolicyRequest {
  @ChoiceField({ label: '规则种类', of: policyKindNames })
  kind!: PolicyKindName;

  @IdField({ label: '适用区划', nullable: true, description: '全系统默认规则填 null' })
  divisionId!: string | null;

  @ApiProperty({ type: 'object', additionalProperties: true, description: '规则内容,含 version 与 effectiveFrom' })
  @IsObject({ message: '规则内容须为 JSON 对象。' })
  body!: Record<string, unknown>;

  @TextField({ label: '理由', min: 2, max: 500, description: '为什么改规则，批准的人会看到' })
  reason!: string;
}

/** Asked; a second person decides. */
export class AskedPolicyResponse implements AskedPolicy {
  @ApiProperty({ format: 'uuid', description: '待决定的事项，由另一人批准' })
  decisionId!: string;

  @ApiProperty({ enum: [...policyKindNames], description: '规则种类' })
  kind!: PolicyKindName;

  @ApiProperty({ description: '版本号' })
  version!: string;

  @DivisionField('适用区划，全系统默认的为空', { nullable: true })
  divisionId!: string | null;

  @ApiProperty({ format: 'date', type: String, description: '生效日期，最早为批准的次日' })
  effectiveFrom!: LocalDay;
}

export class PolicyListQuery {
  @ChoiceField({ label: '规则种类', of: policyKindNames, optional: true })
  kind?: PolicyKindName;
}

export class PublishedPolicyResponse implements PublishedPolicy {
  @ApiProperty({ format: 'uuid', description: '规则编号' })
  id!: string;

  @ApiProperty({ enum: [...policyKindNames], description: '规则种类' })
  kind!: PolicyKindName;

  @ApiProperty({ description: '版本号' })
  version!: string;

  @DivisionField('适用区划，全系统默认的为空', { nullable: true })
  divisionId!: string | null;

  @ApiProperty({ format: 'date', type: String, description: '生效日期' })
  effectiveFrom!: LocalDay;
}

export class PolicyResponse extends PublishedPolicyResponse implements PolicyView {
  @ApiProperty({ type: 'object', additionalProperties: true, description: '规则内容' })
  body!: Readonly<Record<string, unknown>>;

  @ActorField('发布人')
  createdBy!: string;

  @ApiProperty({ format: 'date-time', type: String, description: '发布时间' })
  createdAt!: Date;
}

export class PolicyListResponse {
  @ApiProperty({ type: [PolicyResponse] })
  items!: readonly PolicyResponse[];
}
