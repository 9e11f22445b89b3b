import { randomUUID } from 'node:crypto';
import type { LocalDay } from '../kernel/local-day';
import { addDays, startOfDayMs } from '../kernel/local-day';
import type { CommandContext } from '../platform/data/database/commands';
import type { Actor, UserActor } from '../platform/foundation/actor/actor';
import { Decisions } from '../platform/security/decisions';
import type { HeadRole } from '../people/heads';
import type { TeamKind } from '../people/teams';
import type { DemoScale } from './demo-scale';
import type { DemoTime } from './demo-time';
import type { DemoDivision } from './generator/street';
import type { DemoPerson } from './generator/people';
import type { SeededRandom } from './generator/random';

/** A division that exists, as the later phases need it. */
export interface SeededDivision extends DemoDivision {
  readonly id: string;
  readonly path: string;
  /** Code of the community it belongs to; null above the communities. */
  readonly communityCode: string | null;
}

/** A volunteer who exists. */
export interface SeededVolunteer {
  readonly id: string;
  readonly person: DemoPerson;
  readonly division: SeededDivision;
  readonly communityCode: string;
  /** First day on which the person is a volunteer in good standing. */
  readonly activeFrom: LocalDay;
  /** As whom the person acts: signs up, punches, objects. */
  readonly actor: UserActor;
}

export interface SeededHead {
  readonly appointmentId: string;
  readonly role: HeadRole;
  readonly volunteer: SeededVolunteer;
  readonly division: SeededDivision;
}

export interface SeededTeam {
  readonly id: string;
  readonly name: string;
  readonly kind: TeamKind;
  readonly communityCode: string;
  readonly leader: SeededVolunteer;
  readonly members: readonly SeededVolunteer[];
}

/** The staff of the demo, as whom the office's work is done. */
export interface DemoStaff {
  readonly streetAdmin: UserActor;
  /** Decides what the first one asks for. */
  readonly secondStreetAdmin: UserActor;
  readonly streetLeader: UserActor;
  readonly auditor: UserActor;
  /** By the code of the community. */
  readonly communityWorkers: ReadonlyMap<string, UserActor>;
  /** Who decides what the first worker of the community has recorded. */
  readonly secondWorkers: ReadonlyMap<string, UserActor>;
}

/** An account somebody can sign in with after the demo has started. */
export interface DemoAccount {
  readonly role: string;
  readonly name: string;
  /** null: nobody signs in by name here; the phone does. */
  readonly username: string | null;
  readonly password: string | null;
  /** Signs in by a code that comes to this phone; in practice the message is shown on the console. */
  readonly phone: string | null;
  /** What is worth trying first. */
  readonly tip: string;
}

/** Where use cases come from: a Nest application, however it was made. */
export interface UseCases {
  get<T>(token: abstract new (...parts: never[]) => T): T;
}

/** What the phases share. The clock stands at the instant each piece of work happens; see DemoTime. */
export interface DemoStage {
  readonly useCases: UseCases;
  readonly time: DemoTime;
  readonly random: SeededRandom;
  readonly scale: DemoScale;
  /** First day of the history, a Monday. */
  readonly firstDay: LocalDay;
  readonly today: LocalDay;
  /** When the making began: what lies before it is history. */
  readonly nowMs: number;
}

/** How many pieces of work are in hand at once: enough to keep two processor cores and their database busy. */
export const LANES = 10;

const MINUTE_MS = 60_000;

/** The instant of a local time of day. */
export function instantOf(day: LocalDay, hour: number, minute = 0): number {
  return startOfDayMs(day) + (hour * 60 + minute) * MINUTE_MS;
}

/** The day `weeks` weeks and `days` days after the first one. */
export function dayOf(stage: Pick<DemoStage, 'firstDay'>, weeks: number, days = 0): LocalDay {
  return addDays(stage.firstDay, weeks * 7 + days);
}

/** A command that nobody has sent before. */
export function commandOf(actor: Actor): CommandContext {
  return { actor, idempotencyKey: `demo-${randomUUID()}` };
}

/** Lets a second person approve what somebody has asked for. */
export async function approveAs(actor: Actor, useCases: UseCases, decisionId: string): Promise<void> {
  await useCases.get(Decisions).decide(commandOf(actor), { id: decisionId, decision: 'APPROVE' });
}

/** The item at an index that is known to exist. */
export function itemAt<T>(items: readonly T[], index: number): T {
  const item = items[index];
  if (item === undefined) throw new Error(`the demo's plan has no item ${index}`);
  return item;
}
