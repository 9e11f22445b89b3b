import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../platform/foundation/clock/clock';
import type { LivePunchMethod } from '../domain/decide-punch';
import type { ClaimCause } from '../domain/offline-fate';
import { CODE_SLOT_MS, type PunchDirection } from '../domain/rotating-code';
import { attendanceErrors } from '../../errors';
import { NearPeople } from '../persistence/near-people';

/** What a punch says about who had a hand in it. */
export interface WitnessedPunch {
  readonly volunteerId: string;
  readonly shiftId: string;
  readonly direction: PunchDirection;
  readonly method: LivePunchMethod;
  readonly recordedBy: string;
  /** Begin of the slot of a valid code; null for punches without one. */
  readonly codeFromMs: number | null;
}

/** As long as the facts of a shift are kept; the statement that writes the punch looks again. */
const FRESH_MS = 5_000;
const MAX_CACHED = 2_000;

/**
 * Whether somebody else than the person (and the household) stands behind a punch. Whose punch nobody else has seen is
 * kept as a claim, which is decided outside the team; at a tablet whoever issued it does not punch at all.
 */
@Injectable()
export class PunchWitness {
  private readonly cache = new Map<string, { people: Promise<ReadonlySet<string>>; loadedAtMs: number }>();

  constructor(
    private readonly near: NearPeople,
    private readonly clock: Clock,
  ) {}

  /** @returns why the punch is a claim; null where somebody else stands behind it. @throws KIOSK_OWN_TABLET */
  async causeOf(punch: WitnessedPunch): Promise<ClaimCause | null> {
    if (punch.method === 'CODE') return (await this.isCodeOnlyOwn(punch)) ? 'CODE_DRAWN_BY_NEAR' : null;
    const isNear = (await this.nearTo(punch.recordedBy, punch.shiftId)).has(punch.volunteerId);
    if (!isNear) return null;
    if (punch.method === 'KIOSK') throw attendanceErrors.refuse('KIOSK_OWN_TABLET');
    return 'TAKEN_BY_NEAR';
  }

  /** The volunteers who count as the same as an actor, or as who issued a `device:<id>`. */
  nearTo(recordedBy: string, shiftId: string): Promise<ReadonlySet<string>> {
    return this.cached(`${recordedBy}/${shiftId}`, () => this.near.nearTo(recordedBy, shiftId));
  }

  /** Somebody draws a code: who was told apart from the drawers until now is looked at again. */
  forgetDrawers(shiftId: string): void {
    this.cache.delete(shiftId);
  }

  private async isCodeOnlyOwn(punch: WitnessedPunch): Promise<boolean> {
    if (punch.codeFromMs === null) return false;
    // Few people are near to whoever draws codes; all others need no question of their own.
    const near = await this.cached(punch.shiftId, () => this.near.nearToDrawers(punch.shiftId));
    if (!near.has(punch.volunteerId)) return false;
    return this.near.isCodeOnlyOwn({ ...punch, slot: punch.codeFromMs / CODE_SLOT_MS }, punch);
  }

  private cached(key: string, load: () => Promise<ReadonlySet<string>>): Promise<ReadonlySet<string>> {
    const nowMs = this.clock.nowMs();
    const known = this.cache.get(key);
    if (known && nowMs >= known.loadedAtMs && nowMs - known.loadedAtMs < FRESH_MS) return known.people;
    if (this.cache.size >= MAX_CACHED) this.cache.clear();
    const people = load();
    this.cache.set(key, { people, loadedAtMs: nowMs });
    people.catch(() => this.cache.delete(key));
    return people;
  }
}
