import { Controller, Get, HttpException } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  HealthCheck,
  HealthCheckService,
  HealthIndicatorService,
  type HealthCheckResult,
  type HealthIndicatorResult,
} from '@nestjs/terminus';
import { Public } from '../../delivery/http/decorators';
import { httpErrors } from '../../delivery/http/http-errors';
import { Unlimited } from '../../delivery/http/limits';
import { UnitOfWork } from '../../data/database/unit-of-work';
import { JobQueues } from '../../data/queue';

const ANSWER_LIMIT_MS = 3_000;

/** Tells a load balancer or a supervisor how the process is. Answers carry no data, so nobody needs to sign in. */
@ApiTags('运行状况')
@Unlimited()
@Controller('health')
export class HealthController {
  constructor(
    private readonly health: HealthCheckService,
    private readonly indicators: HealthIndicatorService,
    private readonly unitOfWork: UnitOfWork,
    private readonly queues: JobQueues,
  ) {}

  /** The process runs and answers. */
  @Get('live')
  @ApiOperation({ summary: '进程在运行', operationId: 'isAlive' })
  @ApiOkResponse({
    schema: { type: 'object', required: ['status'], properties: { status: { type: 'string', example: 'ok' } } },
  })
  @Public('a supervisor asks without an account; the answer carries no data')
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  /** The process can serve: database and queue answer. 503 with the culprits' names in `details.down` otherwise. */
  @Get('ready')
  @ApiOperation({ summary: '可以办理：数据库和队列都有应答', operationId: 'isReady' })
  @Public('a load balancer asks without an account; the answer carries no data')
  @HealthCheck()
  async ready(): Promise<HealthCheckResult> {
    try {
      return await this.health.check([
        () => this.ask('database', this.unitOfWork.read('select 1')),
        () => this.ask('queue', this.queues.ping()),
      ]);
    } catch (error) {
      throw httpErrors.refuse('SERVICE_NOT_READY', { details: { down: namesOfThoseDown(error) } });
    }
  }

  private async ask<Key extends string>(key: Key, question: Promise<unknown>): Promise<HealthIndicatorResult<Key>> {
    const indicator = this.indicators.check(key);
    let timer: NodeJS.Timeout | undefined;
    const limit = new Promise<never>((_, fail) => {
      timer = setTimeout(() => fail(new Error('no answer')), ANSWER_LIMIT_MS);
    });
    try {
      await Promise.race([question, limit]);
      return indicator.up();
    } catch {
      return indicator.down();
    } finally {
      clearTimeout(timer);
    }
  }
}

/** Terminus reports a failed check as an exception whose answer holds the parts that are down under `error`. */
function namesOfThoseDown(error: unknown): readonly string[] {
  const answer: unknown = error instanceof HttpException ? error.getResponse() : undefined;
  if (typeof answer !== 'object' || answer === null || !('error' in answer)) throw error;
  return Object.keys(answer.error ?? {});
}
