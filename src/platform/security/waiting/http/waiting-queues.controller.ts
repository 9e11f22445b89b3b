import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { AllowSignedIn, CurrentActor } from '../../../delivery/http/decorators';
import type { Actor } from '../../../foundation/actor/actor';
import { CountWaiting } from '../count-waiting';
import { WaitingQueuesResponse } from './waiting-queues.response';

/** Signed in is enough to ask: each queue is told to those alone who may read its list. */
@ApiTags('办理队列')
@Controller('waiting-queues')
export class WaitingQueuesController {
  constructor(private readonly waiting: CountWaiting) {}

  @Get()
  @AllowSignedIn()
  @ApiOperation({
    summary: '待办：各队列有多少在等',
    operationId: 'listWaitingQueues',
    description: '只列您能看到清单的队列，数目与清单里等着的条数相同；次序固定，没有在等的也列出。',
  })
  @ApiOkResponse({ type: WaitingQueuesResponse })
  async list(@CurrentActor() actor: Actor): Promise<WaitingQueuesResponse> {
    return { items: await this.waiting.execute(actor) };
  }
}
