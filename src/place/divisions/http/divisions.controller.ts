import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { CommandContext } from '../../../platform/data/database/commands';
import {
  Allow,
  ApiCommand,
  ApiIfMatch,
  Command,
  CurrentActor,
  ExpectedVersion,
} from '../../../platform/delivery/http/decorators';
import { IdPipe } from '../../../platform/delivery/http/id.pipe';
import type { Actor } from '../../../platform/foundation/actor/actor';
import { CreateDivision } from '../application/create-division';
import { UpdateDivision } from '../application/update-division';
import { DivisionDirectory } from '../persistence/division-directory';
import {
  ChildrenQuery,
  CreateDivisionRequest,
  DivisionListResponse,
  DivisionResponse,
  OneDivisionResponse,
  UpdateDivisionRequest,
} from './division.requests';

@ApiTags('区划')
@Controller('divisions')
export class DivisionsController {
  constructor(
    private readonly create: CreateDivision,
    private readonly update: UpdateDivision,
    private readonly directory: DivisionDirectory,
  ) {}

  @Post()
  @Allow('division.manage')
  @ApiCommand()
  @ApiOperation({ summary: '新建区划', operationId: 'createDivision' })
  @ApiCreatedResponse({ type: DivisionResponse })
  async createOne(@Command() context: CommandContext, @Body() body: CreateDivisionRequest): Promise<DivisionResponse> {
    return this.create.execute(context, body);
  }

  @Get()
  @Allow('division.read')
  @ApiOperation({ summary: '下级区划', operationId: 'listDivisions' })
  @ApiOkResponse({ type: DivisionListResponse })
  async list(@Query() query: ChildrenQuery): Promise<DivisionListResponse> {
    return { items: await this.directory.childrenOf(query.parentId ?? null) };
  }

  @Get(':divisionId')
  @Allow('division.read')
  @ApiOperation({ summary: '查看区划', operationId: 'getDivision' })
  @ApiOkResponse({ type: OneDivisionResponse })
  async get(@Param('divisionId', IdPipe) divisionId: string): Promise<OneDivisionResponse> {
    const division = await this.directory.byId(divisionId);
    return { ...division, labels: await this.directory.labelsAt(division.path) };
  }

  @Patch(':divisionId')
  @Allow('division.manage')
  @ApiIfMatch()
  @ApiOperation({ summary: '修改区划', operationId: 'updateDivision' })
  @ApiOkResponse({ type: DivisionResponse })
  async change(
    @CurrentActor() actor: Actor,
    @ExpectedVersion() expectedVersion: number,
    @Param('divisionId', IdPipe) divisionId: string,
    @Body() body: UpdateDivisionRequest,
  ): Promise<DivisionResponse> {
    return this.update.execute(actor, { ...body, id: divisionId, expectedVersion });
  }
}
