import { Injectable } from '@nestjs/common';
import type { LocalDay } from '../../../../kernel/local-day';
import { type Transaction, UnitOfWork } from '../../../../platform/data/database/unit-of-work';
import { decodeCursor, limitOf, type Page, pageOf, type PageQuery } from '../../../../platform/delivery/http/paging';
import { requireScope, requireVolunteer } from '../../../../platform/security/identity/access';
import { type Actor, scopesOf } from '../../../../platform/foundation/actor/actor';
import { DivisionDirectory } from '../../../../place/divisions';
import type { ConsentChannel, ConsentPurpose } from '../domain/consent';
import type { Gender } from '../domain/id-number';
import { maskName, maskPhone } from '../domain/masking';
import type { AvailabilitySlot, PoliticalStatus } from '../domain/profile';
import type { VolunteerStatus } from '../domain/volunteer-status';
import { volunteerErrors } from '../../errors';
import { type SealedRow, type ShownFields, ShownRows } from './shown-rows';
import type { RegistrationChannel } from './volunteer.row';

export interface VolunteerListItem extends ShownFields {
  readonly id: string;
  readonly volunteerNo: string;
  readonly name: string | null;
  readonly gender: Gender | null;
  readonly divisionId: string;
  readonly divisionName: string;
  readonly status: VolunteerStatus;
  readonly registeredAt: Date;
  readonly version: number;
}

export interface VolunteerDetails extends VolunteerListItem {
  readonly politicalStatus: PoliticalStatus;
  readonly occupation: string | null;
  /** To the person only; to staff null. */
  readonly address: string | null;
  readonly hasAddress: boolean;
  readonly emergencyContactMasked: { readonly name: string; readonly relation: string; readonly phone: string } | null;
  readonly skills: readonly string[];
  readonly availability: readonly AvailabilitySlot[];
  readonly statusReason: string | null;
  readonly registrationChannel: RegistrationChannel;
  readonly activatedAt: Date | null;
  readonly consents: readonly {
    readonly purpose: ConsentPurpose;
    readonly textVersion: string;
    readonly channel: ConsentChannel;
    readonly grantedAt: string;
  }[];
}

/** What a person reads about themselves. */
export interface OwnDetails extends VolunteerDetails {
  readonly birthDate: LocalDay | null;
}

export interface VolunteerFilter extends PageQuery {
  readonly divisionId?: string;
  readonly status?: VolunteerStatus;
  /** Part of the name. */
  readonly name?: string;
}

/** A row as it is stored; see `ShownRows` for how it leaves the module. */
export type Stored<T> = Omit<T, keyof ShownFields> & SealedRow;
type DetailsRow = Stored<Omit<VolunteerDetails, 'address' | 'hasAddress' | 'emergencyContactMasked'>> & {
  readonly privateCipher: Buffer | null;
};

export const listColumns = `v.id, v.volunteer_no as "volunteerNo", v.name, v.gender,
  v.birth_date::text as "birthDate", v.id_number_cipher as "idNumberCipher",
  v.phone_cipher as "phoneCipher", v.division_id as "divisionId", d.name as "divisionName",
  d.path as "divisionPath", v.status,
  v.registered_at as "registeredAt", v.version`;

/** Lists and pages about volunteers. ID number and phone leave it masked only, the birth date as an age. */
@Injectable()
export class VolunteerQueries {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly divisions: DivisionDirectory,
    private readonly shown: ShownRows,
  ) {}

  /** The volunteers inside the actor's scope, newest first. @throws DIVISION_UNKNOWN, SCOPE_FOREIGN, CURSOR_INVALID */
  async page(actor: Actor, filter: VolunteerFilter): Promise<Page<VolunteerListItem>> {
    const division = filter.divisionId === undefined ? null : await this.divisions.byId(filter.divisionId);
    if (division) requireScope(actor, 'volunteer.read', division.path);
    const limit = limitOf(filter);
    const after = decodeCursor(filter, 2);
    const rows = await this.unitOfWork.read<Stored<VolunteerListItem>>(
      `select ${listColumns} from volunteer v join division d on d.id = v.division_id
       where d.path like any($1::text[]) and d.path like $2 and ($3::text is null or v.status = $3)
         and ($4::text is null or strpos(v.name, $4) > 0)
         and ($5::bigint is null or (v.registered_at, v.id) < (to_timestamp($5::bigint / 1000.0), $6::uuid))
       order by v.registered_at desc, v.id desc limit $7`,
      [
        scopesOf(actor, 'volunteer.read').map((scope) => `${scope}%`),
        `${division?.path ?? '/'}%`,
        filter.status ?? null,
        filter.name ?? null,
        after?.[0] ?? null,
        after?.[1] ?? null,
        limit + 1,
      ],
    );
    const { show } = await this.shown.of(rows);
    return pageOf(rows, limit, (row) => [row.registeredAt.getTime(), row.id], show);
  }

  /** One volunteer inside the actor's scope. @throws VOLUNTEER_UNKNOWN, SCOPE_FOREIGN */
  async details(actor: Actor, id: string): Promise<VolunteerDetails> {
    const row = await this.load(id);
    requireScope(actor, 'volunteer.read', row.divisionPath);
    return { ...(await this.opened(row)), address: null };
  }

  /** The person behind the account. @throws VOLUNTEER_ACCOUNT_REQUIRED */
  async own(actor: Actor): Promise<OwnDetails> {
    const row = await this.load(requireVolunteer(actor));
    return { ...(await this.opened(row)), birthDate: row.birthDate };
  }

  private async load(id: string, tx?: Transaction): Promise<DetailsRow> {
    const sql = `select ${listColumns},
        v.political_status as "politicalStatus", v.occupation, v.private_cipher as "privateCipher", v.skills, v.availability,
        v.status_reason as "statusReason", v.registration_channel as "registrationChannel",
        v.activated_at as "activatedAt", coalesce((
          select jsonb_agg(jsonb_build_object('purpose', c.purpose, 'textVersion', c.text_version,
            'channel', c.channel, 'grantedAt', c.granted_at) order by c.granted_at, c.purpose)
          from consent c where c.volunteer_id = v.id and c.withdrawn_at is null), '[]') as consents
      from volunteer v join division d on d.id = v.division_id where v.id = $1`;
    const [row] = tx ? await tx.query<DetailsRow>(sql, [id]) : await this.unitOfWork.read<DetailsRow>(sql, [id]);
    if (!row) throw volunteerErrors.refuse('VOLUNTEER_UNKNOWN');
    return row;
  }

  private async opened(row: DetailsRow): Promise<VolunteerDetails> {
    const { opener, show } = await this.shown.of([row]);
    const { privateCipher, ...rest } = row;
    const { occupation, address, emergencyContact } = opener.openDetails(row.id, privateCipher);
    return {
      ...show(rest),
      occupation: occupation ?? row.occupation,
      address: address ?? null,
      hasAddress: address !== undefined,
      emergencyContactMasked: emergencyContact
        ? {
            name: maskName(emergencyContact.name),
            relation: emergencyContact.relation,
            phone: maskPhone(emergencyContact.phone),
          }
        : null,
    };
  }
}
