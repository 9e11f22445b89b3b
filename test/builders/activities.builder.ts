import { randomUUID } from 'node:crypto';
import {
  type ActivityView,
  CancelSignup,
  CreateActivity,
  type CreateActivityCommand,
  PublishActivity,
  SignUp,
  type SignupAnswer,
  type SignUpCommand,
} from '../../src/service/activities';
import type { CommandContext } from '../../src/platform/data/database/commands';
import { type Actor, systemActor } from '../../src/platform/foundation/actor/actor';
import type { BootedApp } from '../support/boot-app';

/** A command under a key of its own; default: of the system. */
export function commandOf(actor: Actor = systemActor('test')): CommandContext {
  return { actor, idempotencyKey: randomUUID() };
}

/** The volunteer as the guard would make the actor, for use cases called without HTTP. */
export function volunteerActor(volunteerId: string): Actor {
  const [userId, sessionId] = [randomUUID(), randomUUID()];
  return { kind: 'USER', userId, sessionId, displayName: '志愿者', volunteerId, grants: [] };
}

/** Makes activities through the use cases; says only what a test is about. */
export class ActivitiesBuilder {
  constructor(
    private readonly booted: BootedApp,
    private readonly teamId: string,
  ) {}

  /** Saturday, 5 December 2026, 09:00–11:00, ten members, low risk. */
  command(given: Partial<CreateActivityCommand> = {}): CreateActivityCommand {
    return {
      teamId: this.teamId,
      title: '周六巡河',
      kind: 'SERVICE',
      category: 'RIVER_PATROL',
      placeName: '滨河公园南门',
      riskLevel: 'LOW',
      checkInModes: ['CODE'],
      positions: [{ name: '巡河队员', duty: 'MEMBER', capacity: 10 }],
      shifts: [{ startsAt: '2026-12-05T09:00:00+08:00', endsAt: '2026-12-05T11:00:00+08:00' }],
      ...given,
    };
  }

  async draft(given: Partial<CreateActivityCommand> = {}): Promise<ActivityView> {
    return this.booted.get(CreateActivity).execute(commandOf(), this.command(given));
  }

  async published(given: Partial<CreateActivityCommand> = {}): Promise<ActivityView> {
    const { id } = await this.draft(given);
    return this.booted.get(PublishActivity).execute(commandOf(), { activityId: id });
  }

  /** Signs somebody up for the first shift and position of an activity, as that person. */
  async signUp(activity: ActivityView, volunteerId: string, given: Partial<SignUpCommand> = {}): Promise<SignupAnswer> {
    const command = {
      shiftId: firstShift(activity).id,
      positionId: firstPosition(activity).id,
      confirmsLoad: true,
      ...given,
    };
    return this.booted.get(SignUp).execute(commandOf(volunteerActor(volunteerId)), command);
  }

  async cancelSignup(signup: SignupAnswer): Promise<SignupAnswer> {
    const context = commandOf(volunteerActor(signup.volunteerId));
    return this.booted.get(CancelSignup).execute(context, { signupId: signup.id });
  }
}

export function firstShift(activity: ActivityView): ActivityView['shifts'][number] {
  const [shift] = activity.shifts;
  if (!shift) throw new Error('the activity has no shift');
  return shift;
}

export function firstPosition(activity: ActivityView): ActivityView['positions'][number] {
  const [position] = activity.positions;
  if (!position) throw new Error('the activity has no position');
  return position;
}
