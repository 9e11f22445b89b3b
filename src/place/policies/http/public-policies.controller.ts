import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { Public } from '../../../platform/delivery/http/decorators';
import {
  PublicPolicies,
  type PublicPolicy,
  type PublicPolicyKind,
  publicPolicyKinds,
} from '../application/public-policies';

export class PublicPolicyResponse implements PublicPolicy {
  @ApiProperty({ enum: [...publicPolicyKinds], description: '哪一类规则' })
  kind!: PublicPolicyKind;

  @ApiProperty({ description: '名称', example: '积分' })
  title!: string;

  @ApiProperty({ description: '版本', example: 'points-1' })
  version!: string;

  @ApiProperty({ type: String, format: 'date', description: '自哪一天起施行', example: '2024-01-01' })
  effectiveFrom!: PublicPolicy['effectiveFrom'];

  @ApiProperty({ type: [String], description: '正文，每项一句', example: ['服务每小时 10 分。'] })
  sentences!: readonly string[];
}

export class PublicPolicyListResponse {
  @ApiProperty({ type: [PublicPolicyResponse], description: '现行的规则' })
  items!: readonly PublicPolicyResponse[];
}

@ApiTags('规则')
@Controller('public-policies')
export class PublicPoliciesController {
  constructor(private readonly policies: PublicPolicies) {}

  @Get()
  @Public('规则要让大家读得到')
  @ApiOperation({
    summary: '现行规则，写成句子',
    operationId: 'listPublicPolicies',
    description: '时长、积分、星级怎样算，由系统照着算的数据写成，附版本和施行日期。',
  })
  @ApiOkResponse({ type: PublicPolicyListResponse })
  async list(): Promise<PublicPolicyListResponse> {
    return { items: await this.policies.inForce() };
  }
}
