import { Injectable } from '@nestjs/common';
import { HandlesJob } from '../../../../platform/data/queue';
import { RemindCheckOuts } from '../application/remind-check-outs';
import { RemindCompletion } from '../application/remind-completion';
import { TellAutoClosed } from '../application/tell-auto-closed';
import { remindCheckOuts, remindCompletion } from './reminder-jobs';

/** Tells people what waits for them. */
@Injectable()
export class ReminderJobHandlers {
  constructor(
    private readonly checkOuts: RemindCheckOuts,
    private readonly autoClosed: TellAutoClosed,
    private readonly completion: RemindCompletion,
  ) {}

  @HandlesJob(remindCheckOuts)
  async remind(): Promise<void> {
    await this.checkOuts.execute();
    await this.autoClosed.execute();
  }

  @HandlesJob(remindCompletion)
  async remindOfRecords(): Promise<void> {
    await this.completion.execute();
  }
}
