import { Injectable } from '@nestjs/common';
import { qrSvg } from '../../../platform/documents/qr';
import type { Actor } from '../../../platform/identity/actor';
import type { PunchDirection } from '../domain/rotating-code';
import { ShowCode, type ShownCode } from './show-code';

export interface DrawnCode extends ShownCode {
  /** The link as a QR code. */
  readonly svg: string;
}

/** The rotating code as a picture for a screen. */
@Injectable()
export class DrawCode {
  constructor(private readonly showCode: ShowCode) {}

  /** @throws SHIFT_UNKNOWN, PERMISSION_MISSING, SCOPE_FOREIGN */
  async forActor(actor: Actor, shiftId: string, direction: PunchDirection): Promise<DrawnCode> {
    const code = await this.showCode.execute(actor, shiftId, direction);
    return { ...code, svg: await qrSvg(code.link) };
  }
}
