import { Injectable } from '@nestjs/common';
import { HandlesJob } from '../../../../platform/data/queue';
import { EndGuardianRequests } from '../application/end-guardian-requests';
import { TextGuardian } from '../application/text-guardian';
import { endGuardianRequests, textGuardian } from './guardian-jobs';

@Injectable()
export class GuardianJobHandlers {
  constructor(
    private readonly texting: TextGuardian,
    private readonly ending: EndGuardianRequests,
  ) {}

  @HandlesJob(textGuardian)
  async onText({ requestId }: { requestId: string }): Promise<void> {
    await this.texting.execute(requestId);
  }

  @HandlesJob(endGuardianRequests)
  async onEnd(): Promise<void> {
    await this.ending.execute();
  }
}
