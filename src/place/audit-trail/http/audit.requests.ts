import { ApiProperty } from '@nestjs/swagger';
import { ChoiceField, InstantField, TextField } from '../../../platform/delivery/http/fields';
import { type Page, PageQuery } from '../../../platform/delivery/http/paging';
import type { AuditFilter, AuditItem } from '../persistence/audit-query';

const results = ['DONE', 'REFUSED'] as const;

export class AuditLogQuery extends PageQuery implements AuditFilter {
  @TextField({ label: '操作人', max: 100, optional: true, description: '账号编号、system:<名称> 或 anonymous' })
  actorId?: string;

  @TextField({
    label: '动作',
    max: 100,
    optional: true,
    description: '完整动作,如 volunteers.reveal-phone;或以点结尾的开头,如 volunteers.',
  })
  action?: string;

  @TextField({ label: '对象', max: 100, optional: true, description: '对象编号' })
  subjectId?: string;

  @ChoiceField({ label: '结果', of: results, optional: true })
  result?: (typeof results)[number];

  @InstantField({ label: '起始时间', optional: true })
  from?: string;

  @InstantField({ label: '截止时间(不含)', optional: true })
  to?: string;
}

const text = { type: String, nullable: true } as const;

export class AuditLineResponse implements AuditItem {
  @ApiProperty({ description: '行号,只增不改' })
  id!: string;

  @ApiProperty({ description: '时间' })
  at!: Date;

  @ApiProperty({ description: '操作人:账号编号、system:<名称> 或 anonymous' })
  actorId!: string;

  @ApiProperty({ description: '操作人类别', enum: ['USER', 'SYSTEM', 'ANONYMOUS'] })
  actorKind!: string;

  @ApiProperty({ ...text, description: '工作人员的显示名' })
  actorName!: string | null;

  @ApiProperty({ description: '动作' })
  action!: string;

  @ApiProperty({ description: '结果:已做或被拒绝', enum: results })
  result!: string;

  @ApiProperty({ ...text, description: '对象类别' })
  subjectKind!: string | null;

  @ApiProperty({ ...text, description: '对象编号' })
  subjectId!: string | null;

  @ApiProperty({ ...text, description: '操作人写的理由' })
  reason!: string | null;

  @ApiProperty({ description: '编号、代码和次数', type: Object })
  details!: Readonly<Record<string, unknown>>;

  @ApiProperty({ ...text, description: '网络地址' })
  remoteAddress!: string | null;

  @ApiProperty({ ...text, description: '登录会话' })
  sessionId!: string | null;

  @ApiProperty({ ...text, description: '请求编号,与出错时给用户看的一致' })
  requestId!: string | null;
}

export class AuditLogResponse implements Page<AuditLineResponse> {
  @ApiProperty({ type: [AuditLineResponse] })
  items!: AuditLineResponse[];

  @ApiProperty({ ...text, description: '下一页的位置,没有则为 null' })
  next!: string | null;
}
