import { Injectable } from '@nestjs/common';
import { HandlesJob } from '../../../platform/data/queue';
import { guardianWithdrew } from '../../../people/volunteers';
import { ChildSignups } from '../application/child-signups';

@Injectable()
export class WithdrawnGuardians {
  constructor(private readonly signups: ChildSignups) {}

  @HandlesJob(guardianWithdrew)
  async onWithdrew({ volunteerId }: { volunteerId: string }): Promise<void> {
    await this.signups.cancelOpen(volunteerId);
  }
}
