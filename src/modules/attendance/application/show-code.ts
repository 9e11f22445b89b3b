import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock';
import { Runtime } from '../../../platform/config/runtime';
import { requireTeamScope } from '../../../platform/identity/access';
import type { Actor } from '../../../platform/identity/actor';
import { type PunchDirection, rotatingCodeAt } from '../domain/rotating-code';
import { ShiftFactsSource } from './shift-facts';

export interface ShownCode {
  readonly shiftId: string;
  readonly direction: PunchDirection;
  /** Six digits, for typing. */
  readonly digits: string;
  /** For the QR code. */
  readonly link: string;
  readonly secondsLeft: number;
}

/** The code that the leader or staff show on the spot. It is made from the shift's secret and never stored. */
@Injectable()
export class ShowCode {
  constructor(
    private readonly facts: ShiftFactsSource,
    private readonly clock: Clock,
    private readonly runtime: Runtime,
  ) {}

  /** @throws SHIFT_UNKNOWN, PERMISSION_MISSING, SCOPE_FOREIGN */
  async execute(actor: Actor, shiftId: string, direction: PunchDirection): Promise<ShownCode> {
    const { shift, codeSecret } = await this.facts.of(shiftId);
    requireTeamScope(actor, 'attendance.run', shift);
    const nowMs = this.clock.nowMs();
    const code = rotatingCodeAt(codeSecret, { shiftId, direction }, nowMs);
    return {
      shiftId,
      direction,
      digits: code.digits,
      link: `${this.runtime.config.publicUrl}/p/${shiftId}/${direction}/${code.token}`,
      secondsLeft: Math.ceil((code.shownUntilMs - nowMs) / 1_000),
    };
  }
}
