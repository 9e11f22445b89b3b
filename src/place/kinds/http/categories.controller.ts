import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { CommandContext } from '../../../platform/data/database/commands';
import { Allow, ApiCommand, Command, Public } from '../../../platform/delivery/http/decorators';
import { AskCategory } from '../application/ask-category';
import { BrowseKinds } from '../application/browse-kinds';
import { RetireCategory } from '../application/retire-category';
import {
  AddCategoryRequest,
  AskedCategoryResponse,
  categoryAnswer,
  CategoryListResponse,
  CategoryResponse,
  ChangeCategoryRequest,
  KindsQuery,
  RetireCategoryRequest,
} from './kind.requests';

@ApiTags('活动类别')
@Controller('activities/categories')
export class CategoriesController {
  constructor(
    private readonly browse: BrowseKinds,
    private readonly ask: AskCategory,
    private readonly retire: RetireCategory,
  ) {}

  @Get()
  @Public('类别名称是公开的')
  @ApiOperation({ summary: '活动类别，写明参加的人是否计入服务时长', operationId: 'listActivityCategories' })
  @ApiOkResponse({ type: CategoryListResponse })
  async list(@Query() query: KindsQuery): Promise<CategoryListResponse> {
    return { items: (await this.browse.categories(query)).map(categoryAnswer) };
  }

  @Post()
  @Allow('policy.manage')
  @ApiCommand()
  @ApiOperation({ summary: '提出新增活动类别，由另一人批准', operationId: 'addActivityCategory' })
  @ApiCreatedResponse({ type: AskedCategoryResponse })
  async addOne(@Command() context: CommandContext, @Body() body: AddCategoryRequest): Promise<AskedCategoryResponse> {
    return this.ask.add(context, body);
  }

  @Post(':kindCode/changes')
  @Allow('policy.manage')
  @ApiCommand()
  @ApiOperation({
    summary: '提出变更活动类别（更名、是否服务、次序、重新启用），由另一人批准，最早次日生效；已发布的活动不变',
    operationId: 'changeActivityCategory',
  })
  @ApiCreatedResponse({ type: AskedCategoryResponse })
  async changeOne(
    @Command() context: CommandContext,
    @Param('kindCode') code: string,
    @Body() body: ChangeCategoryRequest,
  ): Promise<AskedCategoryResponse> {
    return this.ask.change(context, { ...body, code });
  }

  @Post(':kindCode/retirement')
  @Allow('policy.manage')
  @ApiCommand(200)
  @ApiOperation({ summary: '停用活动类别，当天起不能再用它发布新活动', operationId: 'retireActivityCategory' })
  @ApiOkResponse({ type: CategoryResponse })
  async retireOne(
    @Command() context: CommandContext,
    @Param('kindCode') code: string,
    @Body() body: RetireCategoryRequest,
  ): Promise<CategoryResponse> {
    return categoryAnswer(await this.retire.execute(context, { ...body, code }));
  }
}
