import { Injectable } from '@nestjs/common';
import { localDayOf } from '../../../../kernel/local-day';
import { Clock } from '../../../../platform/foundation/clock/clock';
import { type CommandContext, Commands } from '../../../../platform/data/database/commands';
import { requireTeamScope, requireVolunteer } from '../../../../platform/security/identity/access';
import { type Actor, actorIdOf } from '../../../../platform/foundation/actor/actor';
import { Outbox } from '../../../../platform/data/outbox';
import { DecisionGuard, type Standing } from '../../../../platform/security/decisions';
import { activityErrors, ShiftDirectory, type ShiftView, signupPolicyKind } from '../../../activities';
import { PolicyDirectory } from '../../../../place/policies';
import { attendanceErrors } from '../../errors';
import { outcomesDue } from '../jobs/outcome-jobs';
import { type OutcomeLine, type OwnOutcome, SignupOutcomeRepository } from '../persistence/signup-outcome.repository';
import { excuseMatter } from './excuse-matter';

export interface ExcuseAnswer {
  readonly signupId: string;
  readonly status: 'OPEN' | 'ACCEPTED' | 'DECLINED';
}

/** Until when an excuse may be handed in. */
@Injectable()
export class ExcuseDeadlines {
  constructor(private readonly policies: PolicyDirectory) {}

  async of(shift: ShiftView): Promise<Date> {
    const day = localDayOf(shift.startsAt.getTime());
    const { body } = await this.policies.effectiveAs(signupPolicyKind, shift.divisionPath, day);
    return new Date((shift.extendedTo ?? shift.endsAt).getTime() + body.excuseMinutes * 60_000);
  }
}

/** Who could not come says why; the leader or staff decide; what became of the sign-up is said again. */
@Injectable()
export class Excuses {
  constructor(
    private readonly commands: Commands,
    private readonly outcomes: SignupOutcomeRepository,
    private readonly shifts: ShiftDirectory,
    private readonly deadlines: ExcuseDeadlines,
    private readonly outbox: Outbox,
    private readonly guard: DecisionGuard,
    private readonly clock: Clock,
  ) {}

  /** @throws VOLUNTEER_ACCOUNT_REQUIRED, SIGNUP_UNKNOWN (also for the sign-ups of others), EXCUSE_TOO_LATE, EXCUSE_GIVEN */
  async submit(context: CommandContext, command: { signupId: string; reason: string }): Promise<ExcuseAnswer> {
    const volunteerId = requireVolunteer(context.actor);
    return this.commands.run(context, 'attendance.submit-excuse', command, async (tx) => {
      const { signupId, reason } = command;
      const signup = await this.outcomes.signup(tx, signupId);
      if (signup?.volunteerId !== volunteerId) throw activityErrors.refuse('SIGNUP_UNKNOWN');
      const now = this.clock.now();
      const until = await this.deadlines.of(await this.shifts.byId(signup.shiftId, tx));
      if (now > until) throw attendanceErrors.refuse('EXCUSE_TOO_LATE', { details: { until: until.toISOString() } });
      const isNew = await this.outcomes.addExcuse(tx, { signupId, volunteerId, reason }, actorIdOf(context.actor), now);
      if (!isNew) throw attendanceErrors.refuse('EXCUSE_GIVEN');
      return { signupId, status: 'OPEN' };
    });
  }

  /** @throws SIGNUP_UNKNOWN, PERMISSION_MISSING, SCOPE_FOREIGN, DECISION_*, EXCUSE_UNKNOWN, EXCUSE_DECIDED */
  async decide(
    context: CommandContext,
    command: { signupId: string; decision: 'ACCEPTED' | 'DECLINED'; reason: string },
  ): Promise<ExcuseAnswer> {
    return this.commands.run(context, 'attendance.decide-excuse', command, async (tx) => {
      const { signupId, decision: status, reason } = command;
      const { actor } = context;
      const signup = await this.outcomes.signup(tx, signupId);
      if (!signup) throw activityErrors.refuse('SIGNUP_UNKNOWN');
      const shift = await this.shifts.byId(signup.shiftId, tx);
      const matter = excuseMatter(actor, shift, signup.volunteerId);
      await this.guard.requirePlace(tx, actor, matter);
      await this.guard.requireFree(tx, actor, matter);
      const excuse = await this.outcomes.excuse(tx, signupId);
      if (!excuse) throw attendanceErrors.refuse('EXCUSE_UNKNOWN');
      if (excuse.status !== 'OPEN') throw attendanceErrors.refuse('EXCUSE_DECIDED');
      await this.outcomes.decideExcuse(tx, signupId, { status, reason, by: actorIdOf(actor), at: this.clock.now() });
      await this.outbox.add(tx, outcomesDue, { shiftId: signup.shiftId }, { dedupKey: signup.shiftId });
      return { signupId, status };
    });
  }

  /** @throws SHIFT_UNKNOWN, PERMISSION_MISSING, SCOPE_FOREIGN */
  async ofShift(actor: Actor, shiftId: string): Promise<readonly (OutcomeLine & Standing)[]> {
    const shift = await this.shifts.byId(shiftId);
    requireTeamScope(actor, 'attendance.run', shift);
    return this.guard.withStandings(actor, await this.outcomes.ofShift(shiftId), (line) =>
      line.excuseStatus === 'OPEN' ? excuseMatter(actor, shift, line.volunteerId) : null,
    );
  }

  /** @throws VOLUNTEER_ACCOUNT_REQUIRED */
  async own(actor: Actor): Promise<readonly OwnOutcome[]> {
    return this.outcomes.ofVolunteer(requireVolunteer(actor));
  }
}
