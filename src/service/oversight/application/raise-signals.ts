import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/foundation/clock/clock';
import { UnitOfWork } from '../../../platform/data/database/unit-of-work';
import { IdSource } from '../../../platform/foundation/ids/id-source';
import { SignalFacts } from '../persistence/signal-facts';
import { SignalRepository } from '../persistence/signal.repository';
import { SignalLimitsSource } from './signal-limits-source';

/** Looked at again each time: what arrives late (offline batches, a queue that stood still) is not missed. */
const LOOK_BACK_MS = 3 * 86_400_000;

/** Rule §2.3: brings what looks odd before a person. It changes no record and punishes nobody. */
@Injectable()
export class RaiseSignals {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly facts: SignalFacts,
    private readonly signals: SignalRepository,
    private readonly limits: SignalLimitsSource,
    private readonly ids: IdSource,
    private readonly clock: Clock,
  ) {}

  /** May run any number of times: a fact raises a signal once. @returns how many are new. */
  async execute(): Promise<number> {
    const now = this.clock.now();
    const found = await this.facts.found({
      from: new Date(now.getTime() - LOOK_BACK_MS),
      until: now,
      sieve: await this.limits.sieve(),
      limitsAt: this.limits.forRun(),
    });
    return this.unitOfWork.run((tx) =>
      this.signals.raise(
        tx,
        found.map((signal) => ({ ...signal, id: this.ids.next() })),
        now,
      ),
    );
  }
}
