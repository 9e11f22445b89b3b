import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Limit } from '../../../../platform/foundation/config/limit-settings';
import { Runtime } from '../../../../platform/foundation/config/runtime';
import { Counters } from '../../../../platform/foundation/counters';

/** Wrong digits under one name, before that name is looked at no more for the length of the window. */
const PER_NAME = 5;

/** Keeps people from finding out names and digits at a tablet by trying. Only wrong tries are counted. */
@Injectable()
export class KioskGuesses {
  private readonly limit: Limit;

  constructor(
    private readonly counters: Counters,
    runtime: Runtime,
  ) {
    this.limit = runtime.config.kioskGuesses;
  }

  /** How long nothing is looked at; null where it is. */
  blockedForMs(deviceId: string, name: string | null): number | null {
    const device = this.counters.known(deviceKey(deviceId));
    if (device && device.count >= this.limit.count) return device.endsInMs;
    const named = name === null ? null : this.counters.known(nameKey(deviceId, name));
    return named && named.count >= PER_NAME ? named.endsInMs : null;
  }

  async noteWrong(deviceId: string, name: string | null): Promise<void> {
    await this.counters.add(deviceKey(deviceId), this.limit.windowMs);
    if (name !== null) await this.counters.add(nameKey(deviceId, name), this.limit.windowMs);
  }
}

function deviceKey(deviceId: string): string {
  return `kiosk-guesses:${deviceId}`;
}

/** The name itself stands in no store. */
function nameKey(deviceId: string, name: string): string {
  return `kiosk-guesses:${deviceId}:${createHash('sha256').update(name).digest('base64url')}`;
}
