import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { CommandContext } from '../../../platform/data/database/commands';
import { Allow, AllowSignedIn, ApiCommand, Command } from '../../../platform/delivery/http/decorators';
import { PublishPolicy } from '../application/publish-policy';
import { PolicyDirectory } from '../persistence/policy-directory';
import { AskedPolicyResponse, PolicyListQuery, PolicyListResponse, PublishPolicyRequest } from './policy.requests';

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
  @ApiOperation({ summary: '提出一版规则，由另一人批准后自次日起生效', operationId: 'publishPolicy' })
  @ApiCreatedResponse({ type: AskedPolicyResponse })
  async publishOne(
    @Command() context: CommandContext,
    @Body() body: PublishPolicyRequest,
  ): Promise<AskedPolicyResponse> {
    return this.publish.execute(context, body);
  }
}
