import { ApiProperty } from '@nestjs/swagger';
import {
  ChoiceField,
  FlagField,
  IdField,
  IntField,
  NestedField,
  TextField,
} from '../../../platform/delivery/http/fields';
import { type DivisionKind, divisionKinds, type LabelTerm } from '../domain/division-kind';
import type { DivisionView } from '../persistence/division-directory';

export class CreateDivisionRequest {
  @IdField({ label: '上级区划', nullable: true, description: '区一级填 null' })
  parentId!: string | null;

  @ChoiceField({ label: '层级', of: divisionKinds })
  kind!: DivisionKind;

  @TextField({ label: '代码', max: 40, pattern: /^[A-Za-z0-9._-]+$/, hint: '只用字母、数字和 . _ -', example: 'FZ-01' })
  code!: string;

  @TextField({ label: '名称', max: 60, example: '御景社区' })
  name!: string;

  @TextField({ label: '所在小区', max: 60, optional: true, example: '御景豪宅' })
  compoundName?: string;

  @IntField({ label: '排序', min: 0, max: 100_000, optional: true })
  sortOrder?: number;
}

export class DivisionLabelsRequest {
  @TextField({ label: '区的叫法', max: 20, optional: true })
  DISTRICT?: string;

  @TextField({ label: '街道的叫法', max: 20, optional: true })
  STREET?: string;

  @TextField({ label: '社区的叫法', max: 20, optional: true })
  COMMUNITY?: string;

  @TextField({ label: '网格的叫法', max: 20, optional: true })
  GRID?: string;

  @TextField({ label: '楼栋的叫法', max: 20, optional: true })
  BUILDING?: string;

  @TextField({ label: '单元的叫法', max: 20, optional: true })
  UNIT?: string;

  @TextField({ label: '网格长的叫法', max: 20, optional: true })
  GRID_HEAD?: string;

  @TextField({ label: '楼栋长的叫法', max: 20, optional: true, example: '楼道长' })
  BUILDING_HEAD?: string;

  @TextField({ label: '单元长的叫法', max: 20, optional: true })
  UNIT_HEAD?: string;
}

export class UpdateDivisionRequest {
  @TextField({ label: '名称', max: 60, optional: true })
  name?: string;

  @TextField({ label: '所在小区', max: 60, optional: true, nullable: true })
  compoundName?: string | null;

  @TextField({
    label: '联系电话',
    max: 30,
    pattern: /^[\d\s-]{5,30}$/,
    hint: '只用数字、空格和 -',
    optional: true,
    nullable: true,
    description: '短信里请居民拨打的电话;下级没有填的用上级的',
    example: '027-85550001',
  })
  contactPhone?: string | null;

  @IntField({ label: '排序', min: 0, max: 100_000, optional: true })
  sortOrder?: number;

  @ChoiceField({ label: '状态', of: ['ACTIVE', 'CLOSED'], optional: true })
  status?: 'ACTIVE' | 'CLOSED';

  @FlagField({ label: '公开光荣榜', optional: true, description: '街道一级有效；一人可改，留痕' })
  showsHonours?: boolean;

  @NestedField(() => DivisionLabelsRequest, { label: '本地叫法', optional: true })
  labels?: DivisionLabelsRequest;
}

export class ChildrenQuery {
  @IdField({ label: '上级区划', optional: true, description: '不填则列出最上一级' })
  parentId?: string;
}

export class DivisionResponse implements DivisionView {
  @ApiProperty({ format: 'uuid', description: '区划编号' })
  id!: string;

  @ApiProperty({ format: 'uuid', nullable: true, type: String, description: '上级区划' })
  parentId!: string | null;

  @ApiProperty({ enum: [...divisionKinds], description: '层级' })
  kind!: DivisionKind;

  @ApiProperty({ description: '代码' })
  code!: string;

  @ApiProperty({ description: '名称' })
  name!: string;

  @ApiProperty({ nullable: true, type: String, description: '所在小区' })
  compoundName!: string | null;

  @ApiProperty({ nullable: true, type: String, description: '联系电话' })
  contactPhone!: string | null;

  @ApiProperty({ description: '路径,下级以此开头' })
  path!: string;

  @ApiProperty({ description: '排序' })
  sortOrder!: number;

  @ApiProperty({ enum: ['ACTIVE', 'CLOSED'], description: '状态' })
  status!: 'ACTIVE' | 'CLOSED';

  @ApiProperty({ description: '是否公开光荣榜，街道一级有效' })
  showsHonours!: boolean;

  @ApiProperty({ description: '版本,修改时放在 If-Match 里' })
  version!: number;
}

class LabelsResponse implements Readonly<Record<LabelTerm, string>> {
  @ApiProperty({ description: '区', example: '区' })
  DISTRICT!: string;

  @ApiProperty({ description: '街道', example: '街道' })
  STREET!: string;

  @ApiProperty({ description: '社区', example: '社区' })
  COMMUNITY!: string;

  @ApiProperty({ description: '网格', example: '网格' })
  GRID!: string;

  @ApiProperty({ description: '楼栋', example: '楼栋' })
  BUILDING!: string;

  @ApiProperty({ description: '单元', example: '单元' })
  UNIT!: string;

  @ApiProperty({ description: '网格长', example: '网格长' })
  GRID_HEAD!: string;

  @ApiProperty({ description: '楼栋长', example: '楼道长' })
  BUILDING_HEAD!: string;

  @ApiProperty({ description: '单元长', example: '单元长' })
  UNIT_HEAD!: string;
}

export class OneDivisionResponse extends DivisionResponse {
  @ApiProperty({ type: LabelsResponse, description: '这里的叫法；自己没有定的，用上级的' })
  labels!: LabelsResponse;
}

export class DivisionListResponse {
  @ApiProperty({ type: [DivisionResponse] })
  items!: readonly DivisionResponse[];
}
