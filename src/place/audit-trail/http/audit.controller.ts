import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { AuditedRead } from '../../../platform/data/audit/audited-read';
import { Allow, CurrentActor } from '../../../platform/delivery/http/decorators';
import type { Page } from '../../../platform/delivery/http/paging';
import type { Actor } from '../../../platform/foundation/actor/actor';
import { type AuditItem, AuditQuery } from '../persistence/audit-query';
import { AuditLogQuery, AuditLogResponse } from './audit.requests';

@ApiTags('审计')
@Controller('audit-log')
export class AuditController {
  constructor(private readonly query: AuditQuery) {}

  @Get()
  @Allow('audit.read')
  @AuditedRead('audit.read')
  @ApiOperation({ summary: '审计日志,新的在前;查看本身也留痕', operationId: 'listAuditLog' })
  @ApiOkResponse({ type: AuditLogResponse })
  async list(@CurrentActor() actor: Actor, @Query() query: AuditLogQuery): Promise<Page<AuditItem>> {
    return this.query.page(actor, query);
  }
}
