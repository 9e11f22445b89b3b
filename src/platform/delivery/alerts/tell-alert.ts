import { Injectable } from '@nestjs/common';
import { Runtime } from '../../foundation/config/runtime';
import { UnitOfWork } from '../../data/database/unit-of-work';
import { Alerts } from './alerts';
import { tellGroup } from './group-robot';

/** Tells the group chat of an alert. Dying between the telling and its note tells twice, which is better than never. */
@Injectable()
export class TellAlert {
  constructor(
    private readonly alerts: Alerts,
    private readonly unitOfWork: UnitOfWork,
    private readonly runtime: Runtime,
  ) {}

  /** @throws Error where the group could not be told; the job is tried again. */
  async execute(alertId: string): Promise<void> {
    const { alertUrl, publicUrl } = this.runtime.config;
    const alert = await this.alerts.find(alertId);
    if (alert === null || alert.toldAt !== null || alertUrl === null) return;
    await tellGroup(alertUrl, `【志愿服务台账】${alert.sentence}\n${publicUrl}`);
    await this.unitOfWork.run((tx) => this.alerts.noteTold(tx, alertId));
  }
}
