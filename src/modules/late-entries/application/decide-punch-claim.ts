import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock';
import { type CommandContext, Commands } from '../../../platform/database/commands';
import { requireScope } from '../../../platform/identity/access';
import { actorIdOf } from '../../../platform/identity/actor';
import { lockShift, ShiftDirectory } from '../../activities';
import { PunchClaimRepository, type PunchKey } from '../../attendance';
import { LateEvidence } from '../../service-hours';
import { lateEntryErrors } from '../errors';

export interface DecidePunchClaimCommand extends PunchKey {
  readonly decision: 'ACCEPTED' | 'DECLINED';
  readonly reason: string;
}

export interface DecidedClaim {
  readonly volunteerId: string;
  readonly punchId: string;
  readonly decision: 'ACCEPTED' | 'DECLINED';
  /** The record that was computed with the punch; null where it is declined, or the shift is not closed yet. */
  readonly recordId: string | null;
}

/** A person looks at a punch that came late or with a doubtful time. Accepted, it is recorded and the record computed. */
@Injectable()
export class DecidePunchClaim {
  constructor(
    private readonly commands: Commands,
    private readonly claims: PunchClaimRepository,
    private readonly shifts: ShiftDirectory,
    private readonly evidence: LateEvidence,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws CLAIM_UNKNOWN, PERMISSION_MISSING, SCOPE_FOREIGN, CLAIM_OWN, RECORD_OWN_HOUSEHOLD, RECORD_OWN_LEADER,
   *   CLAIM_RECORDED_BY_YOU, CLAIM_DECIDED, CALENDAR_YEAR_MISSING
   */
  async execute(context: CommandContext, command: DecidePunchClaimCommand): Promise<DecidedClaim> {
    return this.commands.run(context, 'late-entries.decide-claim', command, async (tx) => {
      const { volunteerId, punchId, decision, reason } = command;
      const { actor } = context;
      const claim = await this.claims.hold(tx, command);
      if (!claim) throw lateEntryErrors.refuse('CLAIM_UNKNOWN');
      await lockShift(tx, claim.shiftId, 'share');
      const shift = await this.shifts.byId(claim.shiftId, tx);
      requireScope(actor, 'record.review', shift.divisionPath);
      if (actor.kind === 'USER' && actor.volunteerId === volunteerId) throw lateEntryErrors.refuse('CLAIM_OWN');
      await this.evidence.requireIndependent(tx, actor, { shift, volunteerId });
      if (actorIdOf(actor) === claim.recordedBy) throw lateEntryErrors.refuse('CLAIM_RECORDED_BY_YOU');
      if (claim.decision !== null) throw lateEntryErrors.refuse('CLAIM_DECIDED');
      const decidedBy = actorIdOf(actor);
      await this.claims.decide(tx, command, { decision, reason, decidedBy, decidedAt: this.clock.now() });
      if (decision === 'DECLINED') return { volunteerId, punchId, decision, recordId: null };
      await this.evidence.hold(tx, [volunteerId]);
      await this.claims.recordAccepted(tx, claim, decidedBy);
      const recordId = await this.evidence.takeIn(tx, actor, { shift, volunteerId, reason });
      return { volunteerId, punchId, decision, recordId };
    });
  }
}
