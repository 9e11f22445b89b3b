import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import type { CommandContext } from '../../data/database/commands';
import { Allow, ApiCommand, Command, CurrentActor } from '../../delivery/http/decorators';
import { InstantField, IntField, NestedField, TextField } from '../../delivery/http/fields';
import type { Actor } from '../../foundation/actor/actor';
import { DeadLetters, type RetryOutcome } from './dead-letters';

const DEFAULT_LIMIT = 100;

export class DeadLettersQuery {
  @IntField({ label: '每个队列最多条数', min: 1, max: 1000, optional: true, example: DEFAULT_LIMIT })
  limit?: number;
}

export class DeadLetterResponse {
  @TextField({ label: '队列', max: 60 })
  queue!: string;

  @TextField({ label: '任务编号', max: 200 })
  id!: string;

  @TextField({ label: '任务名', max: 100 })
  job!: string;

  @ApiProperty({
    anyOf: ['object', 'array', 'string', 'number', 'boolean', 'null'].map((type) => ({
      ...{ type },
      ...(type === 'array' && { items: {} }),
    })),
    description: '任务内容，只有编号；读不出来的原样给出',
    example: { shiftId: '01900000-0000-7000-8000-000000000000' },
  })
  payload!: unknown;

  @TextField({ label: '最后一次失败的原因', max: 10_000 })
  reason!: string;

  @IntField({ label: '已试次数', min: 0, max: 1000 })
  attempts!: number;

  @InstantField({ label: '失败时间', nullable: true })
  failedAt!: string | null;
}

export class DeadLettersResponse {
  @ApiProperty({ type: [DeadLetterResponse], description: '新的在前' })
  items!: readonly DeadLetterResponse[];
}

export class DeadLetterRefRequest {
  @TextField({ label: '队列', max: 60 })
  queue!: string;

  @TextField({ label: '任务编号', max: 200 })
  id!: string;
}

export class RetryRequest {
  @NestedField(() => DeadLetterRefRequest, { label: '要重试的任务', list: { min: 1, max: 1000 } })
  letters!: DeadLetterRefRequest[];
}

export class RetryResponse implements RetryOutcome {
  @IntField({ label: '已重新排队', min: 0, max: 1000 })
  retried!: number;

  @IntField({ label: '已不在失败列表里', min: 0, max: 1000 })
  gone!: number;
}

/** For the administrator: jobs that failed for good. */
@ApiTags('运行维护')
@Controller('operations/dead-letters')
export class DeadLettersController {
  constructor(private readonly deadLetters: DeadLetters) {}

  @Get()
  @Allow('system.operate')
  @ApiOperation({ summary: '多次失败的任务', operationId: 'listDeadLetters' })
  @ApiOkResponse({ type: DeadLettersResponse })
  async list(@CurrentActor() actor: Actor, @Query() query: DeadLettersQuery): Promise<DeadLettersResponse> {
    const letters = await this.deadLetters.list(actor, query.limit ?? DEFAULT_LIMIT);
    return { items: letters.map((letter) => ({ ...letter, failedAt: letter.failedAt?.toISOString() ?? null })) };
  }

  @Post('retries')
  @Allow('system.operate')
  @ApiCommand(200)
  @ApiOperation({ summary: '重试失败的任务', operationId: 'retryDeadLetters' })
  @ApiOkResponse({ type: RetryResponse })
  async retry(@Command() context: CommandContext, @Body() body: RetryRequest): Promise<RetryResponse> {
    return this.deadLetters.retry(context, body.letters);
  }
}
