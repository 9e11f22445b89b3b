import { Injectable } from '@nestjs/common';
import { qrSvg } from '../../../../platform/delivery/documents/qr';
import type { Actor } from '../../../../platform/foundation/actor/actor';
import type { PunchDirection } from '../../punching';
import { DeviceTokens } from '../../devices';
import { ShowCode, type ShownCode } from './show-code';

export interface DrawnCode extends ShownCode {
  /** The link as a QR code. */
  readonly svg: string;
}

/** What the screen on the spot shows. */
export interface DeviceBoard {
  readonly shiftId: string;
  readonly activityTitle: string;
  readonly digits: string;
  readonly svg: string;
  readonly secondsLeft: number;
}

/** The rotating code as a picture for a screen. */
@Injectable()
export class DrawCode {
  constructor(
    private readonly showCode: ShowCode,
    private readonly devices: DeviceTokens,
  ) {}

  /** @throws SHIFT_UNKNOWN, PERMISSION_MISSING, SCOPE_FOREIGN */
  async forActor(actor: Actor, shiftId: string, direction: PunchDirection): Promise<DrawnCode> {
    const code = await this.showCode.execute(actor, shiftId, direction);
    return { ...code, svg: await qrSvg(code.link) };
  }

  /**
   * For the screen or tablet on the spot.
   *
   * @throws DEVICE_TOKEN_INVALID, DEVICE_REVOKED, DEVICE_EXPIRED
   */
  async forDevice(token: string | undefined, direction: PunchDirection): Promise<DeviceBoard> {
    const { device, shift } = await this.devices.read(token);
    const { shiftId, digits, link, secondsLeft } = await this.showCode.forDevice(device, direction);
    const svg = await qrSvg(link);
    return { shiftId, activityTitle: shift.title, digits, svg, secondsLeft };
  }
}
