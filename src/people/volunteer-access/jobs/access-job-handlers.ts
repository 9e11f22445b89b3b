import { Injectable } from '@nestjs/common';
import { HandlesJob } from '../../../platform/data/queue';
import { ApplyPhoneChanges } from '../application/apply-phone-changes';
import { type PhoneStage, TellPhones } from '../application/tell-phones';
import { TellOwner } from '../application/tell-owner';
import { registeredAgain } from '../../volunteers';
import { applyPhoneChanges, tellPhones, textOwner } from './access-jobs';

@Injectable()
export class AccessJobHandlers {
  constructor(
    private readonly applying: ApplyPhoneChanges,
    private readonly telling: TellPhones,
    private readonly owner: TellOwner,
  ) {}

  @HandlesJob(applyPhoneChanges)
  async onApply(): Promise<void> {
    await this.applying.execute();
  }

  @HandlesJob(tellPhones)
  async onTell({ changeId, stage }: { changeId: string; stage: PhoneStage }): Promise<void> {
    await this.telling.execute(changeId, stage);
  }

  @HandlesJob(registeredAgain)
  async onRegisteredAgain({ volunteerId }: { volunteerId: string }): Promise<void> {
    await this.owner.execute(volunteerId);
  }

  @HandlesJob(textOwner)
  async onTextOwner({ volunteerId }: { volunteerId: string }): Promise<void> {
    await this.owner.byText(volunteerId);
  }
}
