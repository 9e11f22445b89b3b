import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../platform/foundation/clock/clock';
import { VolunteerDirectory } from '../../../../people/volunteers';
import { placeEvidence, type Position } from '../domain/geofence';
import { GeofenceRepository } from '../persistence/geofence.repository';

export interface Located {
  /** For the punch: inside or outside, and a rounded distance. */
  readonly evidence: Readonly<Record<string, string | number>>;
  /** Keeps the raw position, once the punch is recorded. */
  readonly keep: (punchId: string) => Promise<void>;
}

const NOWHERE: Located = { evidence: {}, keep: () => Promise.resolve() };

/**
 * Turns the position of a phone into evidence: only where the activity has a fence and the person has consented to it.
 * Otherwise the position is not looked at and not kept. It never decides about a punch.
 */
@Injectable()
export class LocatePunch {
  constructor(
    private readonly geofences: GeofenceRepository,
    private readonly volunteers: VolunteerDirectory,
    private readonly clock: Clock,
  ) {}

  async execute(shiftId: string, volunteerId: string, position: Position | undefined): Promise<Located> {
    if (!position) return NOWHERE;
    const fence = await this.geofences.ofShift(shiftId);
    if (!fence) return NOWHERE;
    const person = (await this.volunteers.displayNames([volunteerId])).get(volunteerId);
    if (!person?.hasConsent('LOCATION')) return NOWHERE;
    return {
      evidence: { ...placeEvidence(position, fence) },
      keep: (punchId) => this.geofences.keepPosition(volunteerId, punchId, position, this.clock.now()),
    };
  }
}
