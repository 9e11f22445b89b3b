import { Injectable } from '@nestjs/common';
import { HandlesJob } from '../../../platform/data/queue';
import { RaiseSignals } from '../application/raise-signals';
import { raiseSignals } from './signal-jobs';

@Injectable()
export class SignalJobHandlers {
  constructor(private readonly signals: RaiseSignals) {}

  @HandlesJob(raiseSignals)
  async raise(): Promise<void> {
    await this.signals.execute();
  }
}
