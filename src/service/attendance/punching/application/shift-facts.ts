import { Injectable } from '@nestjs/common';
import { localDayOf } from '../../../../kernel/local-day';
import { Clock } from '../../../../platform/foundation/clock/clock';
import { ShiftDirectory, type ShiftView } from '../../../activities';
import { PolicyDirectory } from '../../../../place/policies';
import { attendancePolicyKind } from '../attendance-policy-kind';
import type { AttendancePolicy } from '../domain/attendance-policy';
import type { PunchPolicy } from '../domain/decide-punch';
import { punchPolicyOf } from '../domain/punch-policy';
import { GeofenceRepository } from '../../geofence';

/** What a punch needs to know about its shift before it reaches the database. */
export interface ShiftFacts {
  readonly shift: ShiftView;
  readonly policy: PunchPolicy;
  readonly attendancePolicy: AttendancePolicy;
  readonly codeSecret: Buffer;
  /** Whether the activity wants to know where people punch. */
  readonly hasFence: boolean;
}

const FRESH_MS = 5_000;
const MAX_CACHED = 2_000;

/**
 * Keeps the facts of the shifts that are being punched, for a few seconds. Whatever may change meanwhile (status, end,
 * sign-ups) is checked again by the statement that writes the punch; a stale fact can only cost a second look.
 */
@Injectable()
export class ShiftFactsSource {
  private readonly cache = new Map<string, { facts: Promise<ShiftFacts>; loadedAtMs: number }>();

  constructor(
    private readonly shifts: ShiftDirectory,
    private readonly policies: PolicyDirectory,
    private readonly geofences: GeofenceRepository,
    private readonly clock: Clock,
  ) {}

  /** @throws SHIFT_UNKNOWN */
  async of(shiftId: string): Promise<ShiftFacts> {
    const nowMs = this.clock.nowMs();
    const known = this.cache.get(shiftId);
    if (known && nowMs >= known.loadedAtMs && nowMs - known.loadedAtMs < FRESH_MS) return known.facts;
    if (this.cache.size >= MAX_CACHED) this.cache.clear();
    const facts = this.load(shiftId);
    this.cache.set(shiftId, { facts, loadedAtMs: nowMs });
    facts.catch(() => this.cache.delete(shiftId));
    return facts;
  }

  /** The facts as they are now. @throws SHIFT_UNKNOWN */
  async load(shiftId: string): Promise<ShiftFacts> {
    const shift = await this.shifts.byId(shiftId);
    const day = localDayOf(shift.startsAt.getTime());
    const policy = await this.policies.effective('HOURS', shift.divisionPath, day);
    const attendance = await this.policies.effectiveAs(attendancePolicyKind, shift.divisionPath, day);
    const codeSecret = await this.shifts.codeSecret(shiftId);
    const hasFence = (await this.geofences.ofShift(shiftId)) !== null;
    return { shift, policy: punchPolicyOf(policy.body), attendancePolicy: attendance.body, codeSecret, hasFence };
  }
}
