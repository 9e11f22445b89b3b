import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { CommandContext } from '../../../platform/database/commands';
import { Allow, AllowSignedIn, ApiCommand, Command } from '../../../platform/http/decorators';
import { PublishPolicy } from '../application/publish-policy';
import { PolicyDirectory } from '../persistence/policy-directory';
import { PolicyListQuery, PolicyListResponse, PublishedPolicyResponse, PublishPolicyRequest } from './policy.requests';

@ApiTags('规则')
@Controller('policies')
export class PoliciesController {
  constructor(
    private readonly publish: PublishPolicy,
    private readonly directory: PolicyDirectory,
  ) {}

  @Get()
  @AllowSignedIn()
  @ApiOperation({ summary: '规则版本列表', operationId: 'listPolicies' })
  @ApiOkResponse({ type: PolicyListResponse })
  async list(@Query() query: PolicyListQuery): Promise<PolicyListResponse> {
    return { items: await this.directory.list(query.kind) };
  }

  @Post()
  @Allow('policy.manage')
  @ApiCommand()
  @ApiOperation({ summary: '发布一版规则', operationId: 'publishPolicy' })
  @ApiCreatedResponse({ type: PublishedPolicyResponse })
  async publishOne(
    @Command() context: CommandContext,
    @Body() body: PublishPolicyRequest,
  ): Promise<PublishedPolicyResponse> {
    return this.publish.execute(context, body);
  }
}
