import { randomBytes } from 'node:crypto';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { defineErrors } from '../../../kernel/domain-error';
import { spokenCode } from '../../../kernel/spoken-code';
import { AuditLog } from '../../data/audit/audit-log';
import { Clock } from '../../foundation/clock/clock';
import { UnitOfWork } from '../../data/database/unit-of-work';
import { PdfRenderer } from '../../delivery/documents/pdf-renderer';
import { type DecisionKind, DecisionKinds, Decisions } from '../decisions';
import { requirePermission } from '../identity/access';
import { AccountReach } from './account-reach';
import { type Actor, actorIdOf } from '../../foundation/actor/actor';
import { INVITATION_VALID_MS, invitationErrors, Invitations } from '../identity/invitations';
import { volunteerBehind } from './role-grants';
import { AccountPins } from '../identity/account-pins';
import { AccountPlaces } from './account-places';
import { renderSlip } from './render-slip';

export const slipErrors = defineErrors({
  SLIP_UNKNOWN: { kind: 'not-found', sentence: '没有找到这张开户单的申请，请刷新列表后再试。' },
  SLIP_NOT_RELEASED: { kind: 'conflict', sentence: '这张开户单还没有另一位安全管理员的同意，不能打印。' },
  SLIP_NOT_YOURS: {
    kind: 'forbidden',
    sentence: '开户单由同意的那位安全管理员打印并交给本人；申请人只把口令告诉本人，两样不能在一个人手里。',
  },
  SLIP_PRINTED: { kind: 'conflict', sentence: '这张开户单已经打印过，只能打印一次；遗失的，请重新申请一张。' },
  SLIP_EXPIRED: { kind: 'gone', sentence: '同意已超过 7 天，开户单不再打印；请重新申请一张。' },
});

interface AskedSlip {
  readonly userId: string;
}

export interface AskedForSlip {
  readonly decisionId: string;
  /** Shown once; who asks tells it to the person, and to nobody else. */
  readonly pin: string;
}

interface SlipRow {
  readonly userId: string;
  readonly username: string;
  readonly displayName: string;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
  readonly printedAt: Date | null;
}

const KIND = 'identity.slip';
const CODE_BYTES = 16;

/**
 * Slips, where no text message reaches the person: one asks and gets a pin, another releases and prints the paper once. The
 * person needs both, so neither of the two can be that person.
 */
@Injectable()
export class Slips implements DecisionKind<AskedSlip>, OnModuleInit {
  readonly name = KIND;
  readonly label = '开户单';
  readonly permission = 'user.manage';

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly kinds: DecisionKinds,
    private readonly decisions: Decisions,
    private readonly reach: AccountReach,
    private readonly places: AccountPlaces,
    private readonly invitations: Invitations,
    private readonly pins: AccountPins,
    private readonly renderer: PdfRenderer,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.kinds.register(this);
  }

  sentence(): string {
    return '打印一张一次性的开户单，本人凭单和口令设置自己的密码。同意后由您打印、当面交给本人，7 天内有效。';
  }

  /**
   * Asks for a slip for somebody else's account. Not a command: the pin must not be kept with an idempotency key; a second
   * request waits for the first.
   *
   * @throws PERMISSION_MISSING, INVITATION_SELF, USER_UNKNOWN, SCOPE_FOREIGN, ROLE_TOO_HIGH, DECISION_PENDING
   */
  async ask(
    actor: Actor,
    { userId, reason }: { readonly userId: string; readonly reason: string },
  ): Promise<AskedForSlip> {
    requirePermission(actor, 'user.manage');
    if (actor.kind === 'USER' && actor.userId === userId) throw invitationErrors.refuse('INVITATION_SELF');
    return this.unitOfWork.run(async (tx) => {
      await this.reach.requireAbove(tx, actor, userId);
      const { id } = await this.decisions.ask<AskedSlip>(tx, actor, {
        ...{ kind: KIND, payload: { userId }, subjectId: userId, reason, hands: [userId] },
        divisionId: await this.places.of(tx, actor, userId),
        concerned: await volunteerBehind(tx, userId),
        expiresAt: new Date(this.clock.nowMs() + INVITATION_VALID_MS),
      });
      const pin = await this.pins.draw(tx, id, userId);
      const event = { action: 'identity.ask-slip', subjectKind: 'user_account', subjectId: userId, reason };
      await this.audit.record(tx, actor, event);
      return { decisionId: id, pin };
    });
  }

  async approve(): Promise<null> {
    return Promise.resolve(null);
  }

  /**
   * Prints a released slip, once, for who released it.
   *
   * @returns a PDF of one A6 page.
   * @throws PERMISSION_MISSING, SLIP_UNKNOWN, SLIP_NOT_RELEASED, SLIP_NOT_YOURS, SLIP_PRINTED, SLIP_EXPIRED
   */
  async print(actor: Actor, requestId: string): Promise<Buffer> {
    requirePermission(actor, 'user.manage');
    const slip = await this.find(requestId);
    this.requirePrintable(actor, slip);
    const token = spokenCode(randomBytes(CODE_BYTES));
    const pdf = await renderSlip(this.renderer, {
      ...{ code: token, link: this.invitations.linkOf(token), pageUrl: this.invitations.linkOf('').replace(/#$/, '') },
      ...{ username: slip.username, displayName: slip.displayName },
      ...{ printedAtMs: this.clock.nowMs(), validUntilMs: this.clock.nowMs() + INVITATION_VALID_MS },
    });
    await this.unitOfWork.run(async (tx) => {
      const now = this.clock.now();
      const printed = await tx.query(
        'update staff_slip set printed_at = $2, printed_by = $3 where request_id = $1 and printed_at is null returning 1',
        [requestId, now, actorIdOf(actor)],
      );
      if (printed.length === 0) throw slipErrors.refuse('SLIP_PRINTED');
      const { userId } = slip;
      await this.invitations.issue(tx, { userId, token, by: actorIdOf(actor) }, { way: 'SLIP', slipId: requestId });
      const event = { action: 'identity.print-slip', subjectKind: 'user_account', subjectId: userId };
      await this.audit.record(tx, actor, event);
    });
    return pdf;
  }

  private requirePrintable(actor: Actor, slip: SlipRow): void {
    if (slip.decidedAt === null) throw slipErrors.refuse('SLIP_NOT_RELEASED');
    if (slip.decidedBy !== actorIdOf(actor)) throw slipErrors.refuse('SLIP_NOT_YOURS');
    if (slip.printedAt !== null) throw slipErrors.refuse('SLIP_PRINTED');
    if (slip.decidedAt.getTime() + INVITATION_VALID_MS <= this.clock.nowMs()) throw slipErrors.refuse('SLIP_EXPIRED');
  }

  private async find(requestId: string): Promise<SlipRow> {
    const [slip] = await this.unitOfWork.read<SlipRow>(
      `select u.id as "userId", u.username, u.display_name as "displayName", d.decided_by as "decidedBy",
         d.decided_at as "decidedAt", s.printed_at as "printedAt"
       from staff_slip s join user_account u on u.id = s.user_id and u.status = 'ACTIVE'
       left join decision d on d.request_id = s.request_id and d.outcome = 'APPROVED'
       where s.request_id = $1`,
      [requestId],
    );
    if (!slip) throw slipErrors.refuse('SLIP_UNKNOWN');
    return slip;
  }
}
