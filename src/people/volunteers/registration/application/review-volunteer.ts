import { Injectable } from '@nestjs/common';
import { localDayOf } from '../../../../kernel/local-day';
import { AuditLog } from '../../../../platform/data/audit/audit-log';
import { Clock } from '../../../../platform/foundation/clock/clock';
import { type CommandContext, Commands } from '../../../../platform/data/database/commands';
import type { Transaction } from '../../../../platform/data/database/unit-of-work';
import { httpErrors } from '../../../../platform/delivery/http/http-errors';
import { requireAccount, requireVolunteer } from '../../../../platform/security/identity/access';
import type { Actor } from '../../../../platform/foundation/actor/actor';
import { PersonProof, type Proof } from '../../../../platform/security/identity/person-proof';
import { DecisionGuard } from '../../../../platform/security/decisions';
import {
  AuditReasons,
  decideStatus,
  needsGuardianConsentOn,
  type StatusCommand,
  VolunteerDirectory,
  VolunteerRepository,
  type VolunteerRow,
  type VolunteerStatus,
  type VolunteerView,
} from '../../person';
import { volunteerErrors } from '../../errors';
import { CloseVolunteer } from '../../closing';
import { type GuardianFlag, GuardianStandings } from '../../guardians';
import { registrationMatter } from './registration-matter';

/** What staff do about somebody of their own accord. */
const NOT_ASKED = 'system:not-asked';

export interface ReviewVolunteerCommand {
  readonly volunteerId: string;
  /** Left out in a batch: then the state alone decides. */
  readonly expectedVersion?: number;
  readonly decision: StatusCommand;
  /** Required for REJECT and SUSPEND, and where flags are acknowledged: how it was made sure. The person reads it. */
  readonly reason?: string;
  /** What stands out about the guardian's consent by text, and was looked into. */
  readonly acknowledgedFlags?: readonly GuardianFlag[];
}

export interface OwnStatusCommand {
  readonly expectedVersion: number;
  readonly decision: 'RESUBMIT' | 'CLOSE';
  readonly reason?: string;
  /** Closing asks for the person once more. */
  readonly proof: Proof;
}

export interface VolunteerStatusView {
  readonly id: string;
  readonly status: VolunteerStatus;
  readonly version: number;
}

/** Approves, rejects, suspends, resumes or closes a volunteer, or takes a rejected registration up again. */
@Injectable()
export class ReviewVolunteer {
  constructor(
    private readonly commands: Commands,
    private readonly volunteers: VolunteerRepository,
    private readonly directory: VolunteerDirectory,
    private readonly closing: CloseVolunteer,
    private readonly guardians: GuardianStandings,
    private readonly reasons: AuditReasons,
    private readonly audit: AuditLog,
    private readonly guard: DecisionGuard,
    private readonly clock: Clock,
    private readonly proof: PersonProof,
  ) {}

  /**
   * By staff.
   *
   * @throws VOLUNTEER_UNKNOWN, PERMISSION_MISSING, SCOPE_FOREIGN, DECISION_OWN, DECISION_OWN_HOUSEHOLD, DECISION_OWN_LEADER,
   *   DECISION_SAME_PERSON, CLOSING_NEEDS_TWO, VERSION_OUTDATED, VOLUNTEER_CLOSED, VOLUNTEER_STATUS_CONFLICT, VOLUNTEER_REASON_REQUIRED, GUARDIAN_CONSENT_REQUIRED,
   *   GUARDIAN_FLAGGED (details: flags)
   */
  async execute(context: CommandContext, command: ReviewVolunteerCommand): Promise<VolunteerStatusView> {
    return this.commands.run(context, 'volunteers.review', command, async (tx) => {
      const { actor } = context;
      const view = await this.directory.byId(command.volunteerId, tx);
      await this.requireDecider(tx, actor, view, command.decision);
      if (command.decision === 'CLOSE' && actor.kind === 'USER') throw volunteerErrors.refuse('CLOSING_NEEDS_TWO');
      return this.move(tx, actor, command);
    });
  }

  /**
   * Of somebody whom a visit has not found: a registration that waits is rejected, a volunteer is suspended; what is closed
   * or stopped already stays so. Who decides that was checked by the caller.
   */
  async stopNotFound(tx: Transaction, actor: Actor, volunteerId: string, reason: string): Promise<VolunteerStatus> {
    const { status } = await this.volunteers.get(tx, volunteerId);
    const ways: Readonly<Partial<Record<VolunteerStatus, StatusCommand>>> = { ACTIVE: 'SUSPEND', PENDING: 'REJECT' };
    const decision = ways[status];
    if (decision === undefined) return status;
    return (await this.move(tx, actor, { volunteerId, decision, reason })).status;
  }

  /**
   * By the volunteer: hand in a rejected registration again, or close the own account.
   *
   * @throws VOLUNTEER_ACCOUNT_REQUIRED, PROOF_REQUIRED, CREDENTIALS_WRONG, PHONE_CODE_WRONG, VERSION_OUTDATED, VOLUNTEER_CLOSED, VOLUNTEER_STATUS_CONFLICT
   */
  async executeOwn(context: CommandContext, command: OwnStatusCommand): Promise<VolunteerStatusView> {
    const { proof, ...change } = command;
    return this.commands.run(context, 'volunteers.change-own-status', change, async (tx) => {
      const volunteerId = requireVolunteer(context.actor);
      if (change.decision === 'CLOSE') await this.proof.require(requireAccount(context.actor), proof);
      return this.move(tx, context.actor, { ...change, volunteerId });
    });
  }

  private async move(tx: Transaction, actor: Actor, command: ReviewVolunteerCommand): Promise<VolunteerStatusView> {
    const volunteer = await this.volunteers.get(tx, command.volunteerId);
    if (command.expectedVersion !== undefined && volunteer.version !== command.expectedVersion) {
      throw httpErrors.refuse('VERSION_OUTDATED', { field: 'If-Match' });
    }
    const reason = command.reason ?? null;
    const decision = decideStatus(volunteer.status, command.decision, reason);
    if (!decision.isAllowed) throw volunteerErrors.refuse(decision.problem);
    const { id, version } = volunteer;
    if (decision.next === 'CLOSED') {
      await this.closing.close(tx, actor, volunteer, 'OWN_WISH');
      return { id, status: 'CLOSED', version: version + 1 };
    }
    const flags = decision.next === 'ACTIVE' ? await this.requireGuardianConsent(tx, volunteer, command) : [];
    await this.volunteers.changeStatus(tx, id, version, { status: decision.next, reason, at: this.clock.now() });
    await this.audit.record(tx, actor, {
      action: `volunteers.${command.decision.toLowerCase()}`,
      subjectKind: 'volunteer',
      subjectId: id,
      ...(reason !== null && { reason: await this.reasons.of(tx, volunteer, reason) }),
      ...(flags.length > 0 && { details: { acknowledgedFlags: flags.join(' ') } }),
    });
    return { id, status: decision.next, version: version + 1 };
  }

  /**
   * Who registered somebody is not who says that the person is right: that is how invented people would come in, or come
   * back. What else
   * is decided about somebody needs no second person, but nobody near decides it either.
   */
  private async requireDecider(tx: Transaction, actor: Actor, view: VolunteerView, decision: StatusCommand) {
    const registration = await this.volunteers.registrationOf(tx, view.id);
    const isFirst = (decision === 'APPROVE' || decision === 'RESUME') && actor.kind === 'USER';
    const asked = isFirst ? registration : { by: NOT_ASKED, at: this.clock.now() };
    const { id, divisionPath } = view;
    await this.guard.requireDecider(tx, actor, registrationMatter({ id, divisionPath, ...asked }));
  }

  /**
   * Rule §2: under 14 a guardian has to consent before the registration takes effect. Where something stands out about a
   * consent by text, whoever approves names each of it and says how the guardian was made sure of.
   *
   * @returns what was acknowledged.
   */
  private async requireGuardianConsent(
    tx: Transaction,
    { id, birthDate }: VolunteerRow,
    { decision, acknowledgedFlags = [], reason = '' }: ReviewVolunteerCommand,
  ): Promise<readonly GuardianFlag[]> {
    if (birthDate === null || !needsGuardianConsentOn(birthDate, localDayOf(this.clock.nowMs()))) return [];
    if (!(await this.volunteers.hasConsent(tx, id, 'GUARDIAN'))) {
      throw volunteerErrors.refuse('GUARDIAN_CONSENT_REQUIRED');
    }
    const flags = decision === 'APPROVE' ? await this.guardians.flagsOfConsent(tx, id) : [];
    const isNamed = flags.every((flag) => acknowledgedFlags.includes(flag));
    if (isNamed && (flags.length === 0 || reason.trim() !== '')) return flags;
    throw volunteerErrors.refuse('GUARDIAN_FLAGGED', {
      field: isNamed ? 'reason' : 'acknowledgedFlags',
      details: { flags },
    });
  }
}
