import { Injectable } from '@nestjs/common';
import { HandlesJob } from '../../../platform/data/queue';
import { ApplyPhoneChanges } from '../application/apply-phone-changes';
import { type PhoneStage, TellPhones } from '../application/tell-phones';
import { applyPhoneChanges, tellPhones } from './access-jobs';

@Injectable()
export class AccessJobHandlers {
  constructor(
    private readonly applying: ApplyPhoneChanges,
    private readonly telling: TellPhones,
  ) {}

  @HandlesJob(applyPhoneChanges)
  async onApply(): Promise<void> {
    await this.applying.execute();
  }

  @HandlesJob(tellPhones)
  async onTell({ changeId, stage }: { changeId: string; stage: PhoneStage }): Promise<void> {
    await this.telling.execute(changeId, stage);
  }
}
