import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../platform/foundation/clock/clock';
import { Runtime } from '../../../../platform/foundation/config/runtime';
import { requireTeamScope } from '../../../../platform/security/identity/access';
import { type Actor, actorIdOf } from '../../../../platform/foundation/actor/actor';
import {
  CODE_SLOT_MS,
  type PunchDirection,
  PunchWitness,
  rotatingCodeAt,
  type ShiftFacts,
  ShiftFactsSource,
} from '../../punching';
import { CodeDraws } from '../persistence/code-draws';

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
    private readonly draws: CodeDraws,
    private readonly witness: PunchWitness,
  ) {}

  /** @throws SHIFT_UNKNOWN, PERMISSION_MISSING, SCOPE_FOREIGN */
  async execute(actor: Actor, shiftId: string, direction: PunchDirection): Promise<ShownCode> {
    const facts = await this.facts.of(shiftId);
    requireTeamScope(actor, 'attendance.run', facts.shift);
    return this.drawn(facts, direction, actorIdOf(actor));
  }

  /** For a screen or tablet whose token has been checked: its hand is that of who issued it. @throws SHIFT_UNKNOWN */
  async forDevice(device: { readonly id: string; readonly shiftId: string }, direction: PunchDirection) {
    return this.drawn(await this.facts.of(device.shiftId), direction, `device:${device.id}`);
  }

  /** Who draws a code is kept before it is shown: for whoever alone had it, it proves nothing. */
  private async drawn(
    { shift, codeSecret }: ShiftFacts,
    direction: PunchDirection,
    drawnBy: string,
  ): Promise<ShownCode> {
    const shiftId = shift.id;
    const nowMs = this.clock.nowMs();
    const code = rotatingCodeAt(codeSecret, { shiftId, direction }, nowMs);
    await this.draws.note({ shiftId, direction, drawnBy, slot: code.shownFromMs / CODE_SLOT_MS });
    this.witness.forgetDrawers(shiftId);
    return {
      shiftId,
      direction,
      digits: code.digits,
      link: `${this.runtime.config.publicUrl}/p/${shiftId}/${direction}/${code.token}`,
      secondsLeft: Math.ceil((code.shownUntilMs - nowMs) / 1_000),
    };
  }
}
