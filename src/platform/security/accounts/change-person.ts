import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Clock } from '../../foundation/clock/clock';
import { type CommandContext, Commands } from '../../data/database/commands';
import type { Transaction } from '../../data/database/unit-of-work';
import { type DecidedBy, type DecisionKind, DecisionKinds, type DecisionRequest, Decisions } from '../decisions';
import { requirePermission } from '../identity/access';
import { AccountReach, LIVING } from './account-reach';
import { volunteerBehind } from './role-grants';
import { AccountPlaces } from './account-places';
import { type GivenPerson, StaffPersons } from './staff-persons';

interface AskedChange {
  readonly userId: string;
}

const KIND = 'identity.person';
const TERM_MS = 30 * 86_400_000;

/**
 * Notes of an account of staff which phone it goes by and which volunteer its person is. Whoever sets a phone can have
 * the link of that account sent to it: so one asks and another decides, with the person in front of them.
 */
@Injectable()
export class ChangePerson implements DecisionKind<AskedChange>, OnModuleInit {
  readonly name = KIND;
  readonly label = '登记账号的本人信息';
  readonly permission = 'user.manage';

  constructor(
    private readonly commands: Commands,
    private readonly kinds: DecisionKinds,
    private readonly decisions: Decisions,
    private readonly persons: StaffPersons,
    private readonly reach: AccountReach,
    private readonly places: AccountPlaces,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.kinds.register(this);
  }

  sentence(): string {
    return '把账号的手机号、是否志愿者改为提出人所填的；请当面或打电话向本人核实后再同意，以后的登录链接发到新号码。';
  }

  /** @throws PERMISSION_MISSING, USER_UNKNOWN, SCOPE_FOREIGN, ROLE_TOO_HIGH, DECISION_PENDING, and what StaffPersons throws */
  async ask(
    context: CommandContext,
    { userId, reason, ...person }: GivenPerson & { readonly userId: string; readonly reason: string },
  ): Promise<{ readonly decisionId: string }> {
    const { actor } = context;
    requirePermission(actor, 'user.manage');
    return this.commands.run(context, 'identity.ask-person', { userId, reason, ...person }, async (tx) => {
      await this.reach.requireAbove(tx, actor, userId, LIVING);
      const marks = await this.persons.marksOf(tx, userId, person);
      const { id } = await this.decisions.ask<AskedChange>(tx, actor, {
        ...{ kind: KIND, payload: { userId }, subjectId: userId, reason, hands: [userId] },
        divisionId: await this.places.of(tx, actor, userId),
        concerned: await volunteerBehind(tx, userId),
        expiresAt: new Date(this.clock.nowMs() + TERM_MS),
      });
      await tx.query(
        `insert into account_change (request_id, user_id, phone_cipher, phone_index, id_number_index, person_volunteer_id,
           has_no_volunteer) values ($1, $2, $3, $4, $5, $6, $7)`,
        [
          ...[id, userId, marks.phone?.cipher ?? null, marks.phone?.index ?? null, marks.idNumberIndex],
          ...[marks.volunteerId, marks.hasNoVolunteer],
        ],
      );
      return { decisionId: id };
    });
  }

  /** Links that wait went to the old phone: they end. */
  async approve(tx: Transaction, request: DecisionRequest<AskedChange>, { at }: DecidedBy): Promise<null> {
    await tx.query(
      `with change as (delete from account_change where request_id = $1 returning *)
       update user_account u set phone_cipher = c.phone_cipher, phone_index = c.phone_index,
         id_number_index = coalesce(c.id_number_index, u.id_number_index), person_volunteer_id = c.person_volunteer_id,
         has_no_volunteer = c.has_no_volunteer, version = u.version + 1
       from change c where u.id = c.user_id`,
      [request.id],
    );
    await tx.query(
      'update invitation set voided_at = $2 where user_id = $1 and used_at is null and voided_at is null',
      [request.payload.userId, at],
    );
    return null;
  }

  async reject(tx: Transaction, request: DecisionRequest<AskedChange>): Promise<void> {
    await tx.query('delete from account_change where request_id = $1', [request.id]);
  }
}
