import { v7 } from 'uuid';
import {
  CloseShift,
  CreateActivity,
  type CreateActivityCommand,
  PublishActivity,
  SignUp,
} from '../../src/service/activities';
import { type PunchDirection, type PunchReceipt, RecordPunch, ShowCode } from '../../src/service/attendance';
import { LedgerReader } from '../../src/ledger/ledger';
import { ComputeHours, ConfirmDue } from '../../src/service/service-hours';
import { UnitOfWork } from '../../src/platform/data/database/unit-of-work';
import { systemActor, type UserActor } from '../../src/platform/foundation/actor/actor';
import type { BootedApp } from '../support/boot-app';
import { PeopleBuilder, type StreetTree } from './people.builder';

export const DAY = '2026-11-28';
const BEFORE = '2026-11-20T09:00:00+08:00';
/** Long after every publicity of the day is over. */
export const AFTER_PUBLICITY = '2026-12-20T09:00:00+08:00';

export interface HeldShift {
  readonly shiftId: string;
  readonly positionId: string;
}

export interface RecordRow {
  readonly id: string;
  readonly status: string;
  readonly rawMinutes: number;
  readonly creditedMinutes: number;
  readonly pendingCommunityMinutes: number;
  readonly pendingStreetMinutes: number;
  readonly grade: string;
  readonly isGradePending: boolean;
  readonly flags: readonly string[];
  readonly revision: number;
}

/** An instant of the test day, or of another day given as `YYYY-MM-DD HH:mm`. */
export function at(time: string): string {
  const [day, clock] = time.includes(' ') ? time.split(' ') : [DAY, time];
  return `${day ?? DAY}T${clock ?? time}:00+08:00`;
}

/** Holds activities through the use cases: publish, sign up, punch with the code that is shown, close, compute. */
export class ServiceBuilder {
  private constructor(
    private readonly booted: BootedApp,
    readonly people: PeopleBuilder,
    readonly tree: StreetTree,
    readonly teamId: string,
  ) {}

  static async on(booted: BootedApp): Promise<ServiceBuilder> {
    booted.setNow(new Date(BEFORE));
    const people = new PeopleBuilder(booted);
    const tree = await people.street();
    const team = await people.team(tree.community.id);
    return new ServiceBuilder(booted, people, tree, team.id);
  }

  async volunteer(): Promise<string> {
    return (await this.people.volunteer(this.tree.unit.id)).id;
  }

  async shift(from: string, until: string, given: Partial<CreateActivityCommand> = {}): Promise<HeldShift> {
    this.booted.setNow(new Date(BEFORE));
    const activity = await this.booted.get(CreateActivity).execute(this.context(), {
      teamId: this.teamId,
      title: '巡河',
      kind: 'SERVICE',
      category: 'RIVER_PATROL',
      placeName: '御景社区河段',
      riskLevel: 'LOW',
      checkInModes: ['CODE', 'ROLL_CALL', 'STAFF'],
      positions: [{ name: '队员', duty: 'MEMBER', capacity: 100 }],
      shifts: [{ startsAt: at(from), endsAt: at(until) }],
      ...given,
    });
    await this.booted.get(PublishActivity).execute(this.context(), { activityId: activity.id });
    return { shiftId: activity.shifts[0]?.id ?? '', positionId: activity.positions[0]?.id ?? '' };
  }

  async signUp({ shiftId, positionId }: HeldShift, volunteerId: string): Promise<void> {
    this.booted.setNow(new Date(BEFORE));
    await this.booted.get(SignUp).execute(this.context(), {
      ...{ shiftId, positionId, volunteerId },
      confirmsLoad: true,
    });
  }

  codeAt(shiftId: string, direction: PunchDirection, time: string): Promise<string> {
    this.booted.setNow(new Date(at(time)));
    return this.booted
      .get(ShowCode)
      .execute(systemActor('test'), shiftId, direction)
      .then((code) => code.digits);
  }

  /** A punch with the code of the moment; the clock stays there. */
  async punch(volunteerId: string, shiftId: string, direction: PunchDirection, time: string): Promise<PunchReceipt> {
    const code = await this.codeAt(shiftId, direction, time);
    const punch = { punchId: v7(), shiftId, direction, code };
    return this.booted.get(RecordPunch).execute(volunteerActor(volunteerId), punch);
  }

  /** Signs up, checks in and, unless null, out. */
  async attend(volunteerId: string, shift: HeldShift, inAt: string, outAt: string | null): Promise<void> {
    await this.signUp(shift, volunteerId);
    await this.punch(volunteerId, shift.shiftId, 'IN', inAt);
    if (outAt !== null) await this.punch(volunteerId, shift.shiftId, 'OUT', outAt);
  }

  async close({ shiftId }: HeldShift, time = '2026-11-29 12:00'): Promise<void> {
    this.booted.setNow(new Date(at(time)));
    await this.booted.get(CloseShift).execute(this.context(), { shiftId });
  }

  async closeAndCompute(shift: HeldShift): Promise<void> {
    await this.close(shift);
    await this.booted.get(ComputeHours).execute(shift.shiftId);
  }

  async confirmAll(time = AFTER_PUBLICITY): Promise<number> {
    this.booted.setNow(new Date(time));
    return this.booted.get(ConfirmDue).execute();
  }

  async records(volunteerId: string): Promise<readonly RecordRow[]> {
    return this.booted.get(UnitOfWork).read<RecordRow>(
      `select id, status, raw_minutes as "rawMinutes", credited_minutes as "creditedMinutes",
         pending_community_minutes as "pendingCommunityMinutes", pending_street_minutes as "pendingStreetMinutes", grade,
         is_grade_pending as "isGradePending", flags, revision
       from service_record where volunteer_id = $1 order by starts_at, revision`,
      [volunteerId],
    );
  }

  async balances(volunteerId: string) {
    return this.booted.get(LedgerReader).balances(volunteerId);
  }

  async count(table: 'punch' | 'ledger_entry' | 'service_record', volunteerId: string): Promise<number> {
    const [row] = await this.booted
      .get(UnitOfWork)
      .read<{ count: number }>(`select count(*)::int as count from ${table} where volunteer_id = $1`, [volunteerId]);
    return row?.count ?? 0;
  }

  context(actor: UserActor | null = null) {
    return { actor: actor ?? systemActor('test'), idempotencyKey: v7() };
  }
}

/** The account of a volunteer, as the guard would make it. */
export function volunteerActor(volunteerId: string): UserActor {
  return { kind: 'USER', userId: volunteerId, sessionId: volunteerId, displayName: '志愿者', volunteerId, grants: [] };
}
