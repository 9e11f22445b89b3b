/** Up to here the skew of a device's clock is taken off; what is further off is looked at by a person. */
export const CORRECTABLE_SKEW_MS = 5 * 60_000;
/** A punch cannot have happened after it was sent; the two readings of one clock may differ by its rounding. */
const ROUNDING_MS = 1_000;
/** A device that was offline for longer than this is looked at by a person. */
const OFFLINE_LIMIT_MS = 7 * 86_400_000;

export interface DeviceReading {
  /** When it happened, by the device's clock. */
  readonly happenedAtMs: number;
  /** When the batch was sent, by the same clock. */
  readonly deviceSentAtMs: number;
  readonly receivedAtMs: number;
}

export interface CorrectedTime {
  /** The time in our clock. */
  readonly countsAtMs: number;
  /** Received − sent: how far the device's clock is behind, with the time on the way. */
  readonly skewMs: number;
  /** Why a person has to look at it; null where the time counts as it is. */
  readonly doubt: 'CLOCK_SKEW' | 'TIME_IMPLAUSIBLE' | null;
}

/** Translates the time of a device into ours. Device time is a claim: it is corrected within five minutes, and doubted beyond. */
export function correctDeviceTime({ happenedAtMs, deviceSentAtMs, receivedAtMs }: DeviceReading): CorrectedTime {
  const skewMs = receivedAtMs - deviceSentAtMs;
  const ageMs = deviceSentAtMs - happenedAtMs;
  const isImplausible = ageMs < -ROUNDING_MS || ageMs > OFFLINE_LIMIT_MS;
  const doubt = Math.abs(skewMs) > CORRECTABLE_SKEW_MS ? 'CLOCK_SKEW' : isImplausible ? 'TIME_IMPLAUSIBLE' : null;
  return { countsAtMs: happenedAtMs + skewMs, skewMs, doubt };
}
