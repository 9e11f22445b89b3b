import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { Public } from '../../../platform/delivery/http/decorators';
import { ChoiceField, IdField, TextField } from '../../../platform/delivery/http/fields';
import { PageQuery } from '../../../platform/delivery/http/paging';
import { type PublicDivision, PublicDivisions, type PublicKind, publicKinds } from '../persistence/public-divisions';

export class PublicDivisionsQuery extends PageQuery {
  @TextField({ label: '名称里的字', max: 20, optional: true, example: '御景' })
  text?: string;

  @IdField({ label: '上级区划', optional: true, description: '只列它的直接下级' })
  parentId?: string;

  @ChoiceField({ label: '级别', of: publicKinds, optional: true })
  kind?: PublicKind;
}

export class PublicDivisionResponse implements PublicDivision {
  @ApiProperty({ format: 'uuid', description: '区划编号' })
  id!: string;

  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: '上级区划；区一级为 null' })
  parentId!: string | null;

  @ApiProperty({ enum: [...publicKinds], description: '级别' })
  kind!: PublicKind;

  @ApiProperty({ description: '级别名称', example: '楼栋' })
  kindName!: string;

  @ApiProperty({ description: '名称', example: '1号楼' })
  name!: string;

  @ApiProperty({ type: String, nullable: true, description: '所在小区', example: '御景豪宅' })
  compoundName!: string | null;

  @ApiProperty({ description: '从社区起的全称', example: '御景社区 第一网格 1号楼' })
  place!: string;
}

export class PublicDivisionPage {
  @ApiProperty({ type: [PublicDivisionResponse] })
  items!: readonly PublicDivisionResponse[];

  @ApiProperty({ type: String, nullable: true, description: '下一页的位置；最后一页为 null' })
  next!: string | null;
}

@ApiTags('区划')
@Controller('public-divisions')
export class PublicDivisionsController {
  constructor(private readonly divisions: PublicDivisions) {}

  @Get()
  @Public('登记以前要选住在哪里')
  @ApiOperation({
    summary: '按名称查找区划，到楼栋为止',
    operationId: 'searchPublicDivisions',
    description: '只有地名，不含任何个人信息；停用的区划和单元不列出。',
  })
  @ApiOkResponse({ type: PublicDivisionPage })
  async search(@Query() query: PublicDivisionsQuery): Promise<PublicDivisionPage> {
    return this.divisions.page(query);
  }
}
