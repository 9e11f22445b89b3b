import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../platform/foundation/clock/clock';
import { Runtime } from '../../../../platform/foundation/config/runtime';
import { SignedTokens } from '../../../../platform/foundation/crypto/signed-tokens';
import { ShiftDirectory, type ShiftView } from '../../../activities';
import { attendanceErrors } from '../../errors';
import { type ShiftDevice, ShiftDeviceRepository } from '../persistence/shift-device.repository';

const PURPOSE = 'shift-device/v1';

/** The tokens of devices: a signed device id. Whether the device may still act stands in the database. */
@Injectable()
export class DeviceTokens {
  constructor(
    private readonly tokens: SignedTokens,
    private readonly devices: ShiftDeviceRepository,
    private readonly shifts: ShiftDirectory,
    private readonly clock: Clock,
    private readonly runtime: Runtime,
  ) {}

  linkOf(deviceId: string): string {
    const token = this.tokens.seal(PURPOSE, Buffer.from(deviceId.replaceAll('-', ''), 'hex'));
    return `${this.runtime.config.publicUrl}/kiosk#${token}`;
  }

  /** The device behind a token and its shift. @throws DEVICE_TOKEN_INVALID, DEVICE_REVOKED, DEVICE_EXPIRED */
  async read(token: string | undefined): Promise<{ readonly device: ShiftDevice; readonly shift: ShiftView }> {
    const id = token === undefined ? null : this.tokens.open(PURPOSE, token);
    const device = id?.length === 16 ? await this.devices.find(id.toString('hex')) : null;
    if (!device) throw attendanceErrors.refuse('DEVICE_TOKEN_INVALID');
    if (device.revokedAt) throw attendanceErrors.refuse('DEVICE_REVOKED');
    // Who is suspended decides nothing on the spot either: the account's tablets stop with it.
    if (!(await this.devices.isIssuerOpen(device.issuedBy))) throw attendanceErrors.refuse('DEVICE_REVOKED');
    if (device.expiresAt <= this.clock.now()) throw attendanceErrors.refuse('DEVICE_EXPIRED');
    return { device, shift: await this.shifts.byId(device.shiftId) };
  }
}
