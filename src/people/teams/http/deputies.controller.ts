import { Body, Controller, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { CommandContext } from '../../../platform/data/database/commands';
import { Allow, ApiCommand, Command } from '../../../platform/delivery/http/decorators';
import { IdPipe } from '../../../platform/delivery/http/id.pipe';
import { AppointDeputy } from '../application/appoint-deputy';
import { RemoveDeputy } from '../application/remove-deputy';
import { AppointDeputyRequest, DeputyListResponse, RemoveDeputyRequest } from './team.requests';

/** Deputy leaders: who takes attendance in the leader's place. */
@ApiTags('服务队')
@Controller('teams/:teamId/deputies')
export class DeputiesController {
  constructor(
    private readonly appointDeputy: AppointDeputy,
    private readonly removeDeputy: RemoveDeputy,
  ) {}

  @Post()
  @Allow('team.manage')
  @ApiCommand()
  @ApiOperation({
    summary: '任命副队长',
    operationId: 'appointDeputyLeader',
    description: '由工作人员任命，须是本队队员，与队长不是同一人、也不同户；每队最多人数见出勤规则。',
  })
  @ApiCreatedResponse({ type: DeputyListResponse })
  async appoint(
    @Command() context: CommandContext,
    @Param('teamId', IdPipe) teamId: string,
    @Body() body: AppointDeputyRequest,
  ): Promise<DeputyListResponse> {
    return this.appointDeputy.execute(context, { ...body, teamId });
  }

  @Post('removals')
  @Allow('team.manage', { orTeamLeader: true })
  @ApiCommand(200)
  @ApiOperation({ summary: '免去副队长', operationId: 'removeDeputyLeader' })
  @ApiOkResponse({ type: DeputyListResponse })
  async remove(
    @Command() context: CommandContext,
    @Param('teamId', IdPipe) teamId: string,
    @Body() body: RemoveDeputyRequest,
  ): Promise<DeputyListResponse> {
    return this.removeDeputy.execute(context, { ...body, teamId });
  }
}
