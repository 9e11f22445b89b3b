import { Injectable } from '@nestjs/common';
import { localDayOf } from '../../../../kernel/local-day';
import { AuditLog } from '../../../../platform/data/audit/audit-log';
import { Clock } from '../../../../platform/foundation/clock/clock';
import type { Transaction } from '../../../../platform/data/database/unit-of-work';
import { requireScope } from '../../../../platform/security/identity/access';
import { type Actor, actorIdOf, decidingScopesOf } from '../../../../platform/foundation/actor/actor';
import { IdSource } from '../../../../platform/foundation/ids/id-source';
import { DecisionGuard, type Matter, type Standing } from '../../../../platform/security/decisions';
import { isMinorOn, PersonalFields, VolunteerDirectory, type VolunteerView } from '../../person';
import { APPROVAL_MINUTES, type RevealField } from '../domain/reveal';
import { volunteerErrors } from '../../errors';
import { type RevealApproval, RevealApprovals } from '../persistence/reveal-approvals';

export interface RevealRequestCommand {
  readonly volunteerId: string;
  readonly field: RevealField;
  readonly reason: string;
}

export interface WaitingReveal extends Standing {
  readonly id: string;
  readonly volunteerId: string;
  readonly volunteerNo: string;
  readonly field: RevealField;
  readonly reason: string;
  readonly requestedBy: string;
  readonly requestedAt: string;
}

/**
 * Data of people under 18 is seen in full only by two: one asks with a reason, another agrees, and the first may look
 * once within half an hour.
 */
@Injectable()
export class RevealMinors {
  constructor(
    private readonly directory: VolunteerDirectory,
    private readonly approvals: RevealApprovals,
    private readonly fields: PersonalFields,
    private readonly audit: AuditLog,
    private readonly guard: DecisionGuard,
    private readonly ids: IdSource,
    private readonly clock: Clock,
  ) {}

  /** Whether the person is under 18 today; somebody of unknown age is not asked for twice. */
  isMinor(view: VolunteerView): boolean {
    return view.birthDate !== null && isMinorOn(view.birthDate, localDayOf(this.clock.nowMs()));
  }

  /** @throws VOLUNTEER_UNKNOWN, PERMISSION_MISSING, SCOPE_FOREIGN, VOLUNTEER_CLOSED, REVEAL_APPROVAL_NEEDLESS */
  async ask(tx: Transaction, actor: Actor, command: RevealRequestCommand): Promise<{ id: string }> {
    const view = await this.directory.byId(command.volunteerId, tx);
    requireScope(actor, 'volunteer.reveal', view.divisionPath);
    if (view.status === 'CLOSED') throw volunteerErrors.refuse('VOLUNTEER_CLOSED');
    if (!this.isMinor(view)) throw volunteerErrors.refuse('REVEAL_APPROVAL_NEEDLESS');
    const id = this.ids.next();
    const sealer = await this.fields.sealer(tx, view.id);
    await this.approvals.insert(tx, {
      id,
      volunteerId: view.id,
      field: command.field,
      reasonCipher: sealer.sealText(`reveal_reason:${id}`, command.reason),
      requestedBy: actorIdOf(actor),
      requestedAt: this.clock.now(),
    });
    return { id };
  }

  /**
   * @throws REVEAL_REQUEST_UNKNOWN, PERMISSION_MISSING, SCOPE_FOREIGN, DECISION_OWN, DECISION_OWN_HOUSEHOLD, DECISION_OWN_LEADER,
   *   DECISION_SAME_PERSON, REVEAL_DECIDED
   */
  async approve(tx: Transaction, actor: Actor, requestId: string): Promise<{ id: string; expiresAt: string }> {
    const request = await this.approvals.get(tx, requestId);
    await this.guard.requireDecider(tx, actor, matterOf(request));
    if (request.approvedBy !== null) throw volunteerErrors.refuse('REVEAL_DECIDED');
    const at = this.clock.now();
    const expiresAt = new Date(at.getTime() + APPROVAL_MINUTES * 60_000);
    await this.approvals.approve(tx, request.id, actorIdOf(actor), at, expiresAt);
    await this.audit.record(tx, actor, {
      action: 'volunteers.approve-reveal',
      subjectKind: 'volunteer',
      subjectId: request.volunteerId,
      details: { field: request.field },
    });
    return { id: request.id, expiresAt: expiresAt.toISOString() };
  }

  /** Uses up the approval before a minor's data is shown. @throws REVEAL_APPROVAL_REQUIRED */
  async requireApproval(tx: Transaction, actor: Actor, view: VolunteerView, field: RevealField): Promise<void> {
    if (!this.isMinor(view)) return;
    const wanted = { volunteerId: view.id, field, by: actorIdOf(actor), at: this.clock.now() };
    if (!(await this.approvals.use(tx, wanted))) throw volunteerErrors.refuse('REVEAL_APPROVAL_REQUIRED');
  }

  /** What waits for a second person, with the reasons. */
  async waiting(actor: Actor): Promise<readonly WaitingReveal[]> {
    const rows = await this.approvals.waiting(decidingScopesOf(actor, 'volunteer.reveal'));
    const opener = await this.fields.opener(rows.map((row) => row.volunteerId));
    return this.guard.withStandings(
      actor,
      rows,
      matterOf,
      ({ id, volunteerId, volunteerNo, field, requestedBy, requestedAt, reasonCipher }) => ({
        ...{ id, volunteerId, volunteerNo, field, requestedBy },
        requestedAt: requestedAt.toISOString(),
        reason: opener.open(`reveal_reason:${id}`, volunteerId, reasonCipher),
      }),
    );
  }
}

function matterOf(request: RevealApproval): Matter {
  return {
    permission: 'volunteer.reveal',
    divisionPath: request.divisionPath,
    askedBy: request.requestedBy,
    hands: [],
    concerned: [request.volunteerId],
    beganAt: request.requestedAt,
  };
}
