import { Injectable } from '@nestjs/common';
import { Clock } from '../../foundation/clock/clock';
import { UnitOfWork } from '../../data/database/unit-of-work';
import { decodeCursor, limitOf, type Page, pageOf, type PageQuery } from '../../delivery/http/paging';
import { accountErrors } from '../identity/account-errors';
import { type Actor, actorIdOf, scopesOf } from '../../foundation/actor/actor';
import { AccountPhones } from './account-phones';
import { StaffPhones } from './staff-phones';

export interface HeldGrant {
  readonly id: string;
  readonly role: string;
  readonly divisionId: string;
  readonly divisionName: string;
  readonly validFrom: string;
  readonly validTo: string | null;
}

/** An account of staff, as who manages accounts sees it. */
export interface StaffAccount {
  readonly id: string;
  readonly username: string;
  readonly displayName: string;
  readonly isActive: boolean;
  /** Taken out of use until two give it back. */
  readonly isSuspended: boolean;
  /** Whether its own person has taken it into the own hands. */
  readonly isOpened: boolean;
  /** Who made it, or null where nobody wrote it down. */
  readonly madeBy: string | null;
  readonly maskedPhone: string | null;
  readonly volunteerNo: string | null;
  readonly hasNoVolunteer: boolean;
  readonly grants: readonly HeldGrant[];
  /** Requests about it that wait for another administrator. */
  readonly waitingDecisionIds: readonly string[];
}

type Row = Omit<StaffAccount, 'maskedPhone'> & { readonly sealedPhone: Buffer | null };

/** Shows the accounts of staff: those with a role in the scope, now or asked for, and those one has made oneself. */
@Injectable()
export class ListAccounts {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly phones: AccountPhones,
    private readonly sealer: StaffPhones,
    private readonly clock: Clock,
  ) {}

  /** Newest first. @throws CURSOR_INVALID */
  async page(actor: Actor, query: PageQuery): Promise<Page<StaffAccount>> {
    const limit = limitOf(query);
    const before = decodeCursor(query, 1)?.[0];
    const rows = await this.rows(actor, {
      id: null,
      before: before === undefined ? null : String(before),
      limit: limit + 1,
    });
    return pageOf(
      rows,
      limit,
      ({ id }) => [id],
      (row) => this.shown(row),
    );
  }

  /** @throws USER_UNKNOWN */
  async one(actor: Actor, id: string): Promise<StaffAccount> {
    const [row] = await this.rows(actor, { id, before: null, limit: 1 });
    if (!row) throw accountErrors.refuse('USER_UNKNOWN');
    return this.shown(row);
  }

  private async rows(
    actor: Actor,
    which: { readonly id: string | null; readonly before: string | null; readonly limit: number },
  ): Promise<readonly Row[]> {
    return this.unitOfWork.read<Row>(
      `select u.id, u.username, u.display_name as "displayName", u.status = 'ACTIVE' as "isActive",
         u.status = 'SUSPENDED' as "isSuspended",
         u.opened_at is not null as "isOpened", u.made_by as "madeBy", u.phone_cipher as "sealedPhone",
         (select v.volunteer_no from volunteer v where v.id = volunteer_behind(u.id::text)) as "volunteerNo",
         u.has_no_volunteer as "hasNoVolunteer",
         coalesce((select jsonb_agg(jsonb_build_object('id', g.id, 'role', g.role, 'divisionId', d.id, 'divisionName', d.name,
             'validFrom', g.valid_from, 'validTo', g.valid_to) order by g.valid_from, g.id)
           from role_grant g join division d on d.id = g.division_id
           where g.user_id = u.id and (g.valid_to is null or g.valid_to > $2)), '[]') as grants,
         array(select w.request_id from decision_waiting w join decision_request r on r.id = w.request_id
           where r.kind like 'identity.%' and r.subject_id = u.id order by 1) as "waitingDecisionIds"
       from user_account u
       where (u.made_by = $3
           or exists (select 1 from role_grant g join division d on d.id = g.division_id
             where g.user_id = u.id and exists (select 1 from unnest($1::text[]) s where starts_with(d.path, s)))
           or exists (select 1 from decision_waiting w join decision_request r on r.id = w.request_id
             join division d on d.id = r.division_id
             where r.kind like 'identity.%' and r.subject_id = u.id
               and exists (select 1 from unnest($1::text[]) s where starts_with(d.path, s))))
         and ($4::uuid is null or u.id = $4) and ($5::uuid is null or u.id < $5)
       order by u.id desc limit $6`,
      [scopesOf(actor, 'user.manage'), this.clock.now(), actorIdOf(actor), which.id, which.before, which.limit],
    );
  }

  private shown({ sealedPhone, ...row }: Row): StaffAccount {
    const maskedPhone = sealedPhone === null ? null : this.phones.mask(this.sealer.open(row.id, sealedPhone));
    return { ...row, maskedPhone };
  }
}
