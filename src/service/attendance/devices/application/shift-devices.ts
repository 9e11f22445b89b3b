import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../platform/foundation/clock/clock';
import { type CommandContext, Commands } from '../../../../platform/data/database/commands';
import { requireTeamScope } from '../../../../platform/security/identity/access';
import { type Actor, actorIdOf, covers } from '../../../../platform/foundation/actor/actor';
import { IdSource } from '../../../../platform/foundation/ids/id-source';
import { ShiftDirectory, type ShiftView } from '../../../activities';
import { attendanceErrors } from '../../errors';
import { type ShiftDevice, ShiftDeviceRepository } from '../persistence/shift-device.repository';
import { DeviceTokens } from './device-tokens';
import { PunchWitness, requireHeld } from '../../punching';

export interface IssueDeviceCommand {
  readonly shiftId: string;
  readonly label: string;
  readonly lifeMinutes: number;
}

export interface DeviceAnswer {
  readonly id: string;
  readonly shiftId: string;
  readonly label: string;
  /** STAFF has longer for lines that come late; who issued it, and the household, cannot punch at it either way. */
  readonly issuedAs: 'STAFF' | 'TEAM';
  readonly issuedAt: string;
  readonly expiresAt: string;
  readonly revokedAt: string | null;
}

export interface IssuedDevice extends DeviceAnswer {
  /** Opens the page of the device; the token stands behind the hash, so that no server and no log ever sees it. */
  readonly link: string;
}

/** Leaders and staff let a tablet or a screen act for one shift, until a time, and can take it back at once. */
@Injectable()
export class ShiftDevices {
  constructor(
    private readonly commands: Commands,
    private readonly devices: ShiftDeviceRepository,
    private readonly shifts: ShiftDirectory,
    private readonly tokens: DeviceTokens,
    private readonly ids: IdSource,
    private readonly clock: Clock,
    private readonly witness: PunchWitness,
  ) {}

  /** @throws SHIFT_UNKNOWN, PERMISSION_MISSING, SCOPE_FOREIGN, SHIFT_NOT_PUBLISHED, PUNCH_SHIFT_CANCELLED, PUNCH_SHIFT_CLOSED */
  async issue(context: CommandContext, command: IssueDeviceCommand): Promise<IssuedDevice> {
    const device = await this.commands.run(context, 'attendance.issue-device', command, async (tx) => {
      const shift = await this.shifts.byId(command.shiftId, tx);
      requireTeamScope(context.actor, 'attendance.run', shift);
      requireHeld(shift);
      if (shift.status === 'CLOSED') throw attendanceErrors.refuse('PUNCH_SHIFT_CLOSED');
      const issuedAt = this.clock.now();
      const issued = {
        id: this.ids.next(),
        shiftId: shift.id,
        label: command.label,
        issuedBy: actorIdOf(context.actor),
        issuedAs: await this.issuedAs(context.actor, shift),
        issuedAt,
        expiresAt: new Date(issuedAt.getTime() + command.lifeMinutes * 60_000),
      };
      await this.devices.insert(tx, issued);
      return answerOf({ ...issued, revokedAt: null });
    });
    return { ...device, link: this.tokens.linkOf(device.id) };
  }

  /** A leader who is staff as well, or whose household is, issues it as the leader. */
  private async issuedAs(actor: Actor, shift: ShiftView): Promise<'STAFF' | 'TEAM'> {
    if (!covers(actor, 'attendance.run', shift.divisionPath)) return 'TEAM';
    const near = await this.witness.nearTo(actorIdOf(actor), shift.id);
    const leaders = [shift.leaderVolunteerId, ...shift.deputyVolunteerIds];
    const isOwn = actor.kind === 'USER' && leaders.includes(actor.volunteerId ?? '');
    return isOwn || leaders.some((id) => id !== null && near.has(id)) ? 'TEAM' : 'STAFF';
  }

  /** @throws SHIFT_UNKNOWN, PERMISSION_MISSING, SCOPE_FOREIGN */
  async list(actor: Actor, shiftId: string): Promise<readonly DeviceAnswer[]> {
    requireTeamScope(actor, 'attendance.run', await this.shifts.byId(shiftId));
    return (await this.devices.ofShift(shiftId)).map(answerOf);
  }

  /** Revoking again changes nothing. @throws DEVICE_UNKNOWN, PERMISSION_MISSING, SCOPE_FOREIGN */
  async revoke(context: CommandContext, deviceId: string): Promise<DeviceAnswer> {
    return this.commands.run(context, 'attendance.revoke-device', { deviceId }, async (tx) => {
      const device = await this.devices.find(deviceId, tx);
      if (!device) throw attendanceErrors.refuse('DEVICE_UNKNOWN');
      requireTeamScope(context.actor, 'attendance.run', await this.shifts.byId(device.shiftId, tx));
      await this.devices.revoke(tx, deviceId, actorIdOf(context.actor), this.clock.now());
      return answerOf((await this.devices.find(deviceId, tx)) ?? device);
    });
  }
}

function answerOf(device: ShiftDevice): DeviceAnswer {
  return {
    id: device.id,
    shiftId: device.shiftId,
    label: device.label,
    issuedAs: device.issuedAs,
    issuedAt: device.issuedAt.toISOString(),
    expiresAt: device.expiresAt.toISOString(),
    revokedAt: device.revokedAt?.toISOString() ?? null,
  };
}
