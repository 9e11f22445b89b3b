import { Injectable } from '@nestjs/common';
import { type LocalDay, localDayOf } from '../../../kernel/local-day';
import { Clock } from '../../../platform/clock/clock';
import { type Transaction, UnitOfWork } from '../../../platform/database/unit-of-work';
import { decodeCursor, limitOf, type Page, pageOf, type PageQuery } from '../../../platform/http/paging';
import { requireScope, requireVolunteer } from '../../../platform/identity/access';
import { type Actor, scopesOf } from '../../../platform/identity/actor';
import { DivisionDirectory } from '../../divisions';
import { ageInYear } from '../domain/age-rules';
import type { ConsentChannel, ConsentPurpose } from '../domain/consent';
import type { Gender } from '../domain/id-number';
import { maskIdNumber, maskName, maskPhone } from '../domain/masking';
import type { AvailabilitySlot, PoliticalStatus } from '../domain/profile';
import type { VolunteerStatus } from '../domain/volunteer-status';
import { volunteerErrors } from '../errors';
import { type FieldOpener, PersonalFields } from './personal-fields';
import type { RegistrationChannel } from './volunteer.row';

export interface VolunteerListItem {
  readonly id: string;
  readonly volunteerNo: string;
  readonly name: string | null;
  readonly gender: Gender | null;
  /** Year minus birth year; the birth date itself is for the person only. */
  readonly age: number | null;
  readonly idType: 'RESIDENT_ID' | null;
  /** The first character and stars. */
  readonly idNumberMasked: string | null;
  readonly phoneMasked: string | null;
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

export interface Sealed {
  readonly idNumberCipher: Buffer | null;
  readonly phoneCipher: Buffer | null;
}
/** A row as it is stored; see `shownRow` for how it leaves the module. */
export type Stored<T> = Omit<T, 'idNumberMasked' | 'idType' | 'phoneMasked' | 'age'> &
  Sealed & { readonly id: string; readonly birthDate: LocalDay | null };
type DetailsRow = Stored<Omit<VolunteerDetails, 'address' | 'hasAddress' | 'emergencyContactMasked'>> & {
  readonly divisionPath: string;
  readonly privateCipher: Buffer | null;
};

export const listColumns = `v.id, v.volunteer_no as "volunteerNo", v.name, v.gender,
  v.birth_date::text as "birthDate", v.id_number_cipher as "idNumberCipher",
  v.phone_cipher as "phoneCipher", v.division_id as "divisionId", d.name as "divisionName", v.status,
  v.registered_at as "registeredAt", v.version`;

/** Lists and pages about volunteers. ID number and phone leave it masked only, the birth date as an age. */
@Injectable()
export class VolunteerQueries {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly divisions: DivisionDirectory,
    private readonly fields: PersonalFields,
    private readonly clock: Clock,
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
    const opener = await this.fields.opener(rows.map(({ id }) => id));
    return pageOf(
      rows,
      limit,
      (row) => [row.registeredAt.getTime(), row.id],
      (row) => shownRow(row, opener, this.today()),
    );
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

  private today(): LocalDay {
    return localDayOf(this.clock.nowMs());
  }

  private async load(id: string, tx?: Transaction): Promise<DetailsRow> {
    const sql = `select ${listColumns}, d.path as "divisionPath",
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
    const opener = await this.fields.opener([row.id]);
    const { privateCipher, ...rest } = row;
    const { occupation, address, emergencyContact } = opener.openDetails(row.id, privateCipher);
    return {
      ...shownRow(rest, opener, this.today()),
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

/**
 * A row as it leaves the module: ID number and phone masked, an age instead of the birth date. All of it together must not
 * bring an ID number below 100,000 that it may be: year and gender leave 365 days of 500 numbers each, anything more does not.
 *
 * @param today the local day: the age is that of its year.
 */
export function shownRow<T extends Stored<object>>(row: T, opener: FieldOpener, today: LocalDay) {
  const { idNumberCipher, phoneCipher, birthDate, ...rest } = row;
  return {
    ...rest,
    age: birthDate && ageInYear(birthDate, today),
    idType: idNumberCipher && ('RESIDENT_ID' as const),
    idNumberMasked: idNumberCipher && maskIdNumber(opener.open('id_number', row.id, idNumberCipher)),
    phoneMasked: phoneCipher && maskPhone(opener.open('phone', row.id, phoneCipher)),
  };
}
