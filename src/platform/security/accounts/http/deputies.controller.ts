import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import type { CommandContext } from '../../../data/database/commands';
import { Allow, ApiCommand, Command, CurrentActor } from '../../../delivery/http/decorators';
import { DayField, IdField, TextField } from '../../../delivery/http/fields';
import { IdPipe } from '../../../delivery/http/id.pipe';
import { Deputies } from '../deputies';
import { type DeputyView, ListDeputies } from '../list-deputies';
import type { Actor } from '../../../foundation/actor/actor';
import { AskedResponse } from './users.requests';

export class DecisionDeputyRequest {
  @IdField({ label: '区划', description: '哪里的人不在，或都与事情有关' })
  divisionId!: string;

  @IdField({ label: '代理人', description: '在别的区划有决定权的账号' })
  userId!: string;

  @DayField({ label: '开始日期' })
  fromDay!: string;

  @DayField({ label: '结束日期', description: '含当天；最多 92 天' })
  untilDay!: string;

  @TextField({ label: '事由', min: 2, max: 200, description: '同意的人会看到' })
  reason!: string;
}

export class DecisionDeputyResponse implements DeputyView {
  @ApiProperty({ format: 'uuid', description: '代理' })
  id!: string;

  @ApiProperty({ format: 'uuid', description: '区划编号' })
  divisionId!: string;

  @ApiProperty({ description: '区划', example: '御景社区' })
  divisionName!: string;

  @ApiProperty({ format: 'uuid', description: '代理人' })
  userId!: string;

  @ApiProperty({ description: '代理人的显示名' })
  displayName!: string;

  @ApiProperty({ format: 'date', description: '开始日期' })
  fromDay!: string;

  @ApiProperty({ format: 'date', description: '结束日期，含当天' })
  untilDay!: string;

  @ApiProperty({ description: '事由' })
  reason!: string;
}

export class DecisionDeputyListResponse {
  @ApiProperty({ type: [DecisionDeputyResponse], description: '现在的和以后的代理' })
  items!: readonly DecisionDeputyResponse[];
}

export class DecisionDeputyEndedResponse {
  @ApiProperty({ format: 'uuid', description: '代理' })
  id!: string;
}

@ApiTags('两人办理')
@Controller('decision-deputies')
export class DecisionDeputiesController {
  constructor(
    private readonly deputies: Deputies,
    private readonly list: ListDeputies,
  ) {}

  @Get()
  @Allow('user.manage')
  @ApiOperation({ summary: '谁替谁决定', operationId: 'listDecisionDeputies' })
  @ApiOkResponse({ type: DecisionDeputyListResponse })
  async all(@CurrentActor() actor: Actor): Promise<DecisionDeputyListResponse> {
    return { items: await this.list.execute(actor) };
  }

  @Post()
  @Allow('user.manage')
  @ApiCommand()
  @ApiOperation({
    summary: '提出指定代理人；另一位安全管理员同意后，代理人可以决定那里的事项',
    operationId: 'askForDecisionDeputy',
  })
  @ApiCreatedResponse({ type: AskedResponse })
  async ask(@Command() context: CommandContext, @Body() body: DecisionDeputyRequest): Promise<AskedResponse> {
    return this.deputies.ask(context, body);
  }

  @Post(':deputyId/ending')
  @Allow('user.manage')
  @ApiCommand(200)
  @ApiOperation({ summary: '结束代理，一人办理，立即生效', operationId: 'endDecisionDeputy' })
  @ApiOkResponse({ type: DecisionDeputyEndedResponse })
  async end(
    @Command() context: CommandContext,
    @Param('deputyId', IdPipe) deputyId: string,
  ): Promise<DecisionDeputyEndedResponse> {
    return this.deputies.end(context, deputyId);
  }
}
