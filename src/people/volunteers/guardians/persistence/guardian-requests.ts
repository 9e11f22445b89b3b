import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type Transaction, UnitOfWork } from '../../../../platform/data/database/unit-of-work';
import { PersonalFields } from '../../person';
import type { LocalDay } from '../../../../kernel/local-day';
import type { GuardianDetails, GuardianState, PhoneFacts } from '../domain/guardian-request';
import { unsettledSql } from './guardian-requests-queue';

export interface NewGuardianRequest {
  readonly id: string;
  /** null: nobody, see the migration. */
  readonly volunteerId: string | null;
  /** Whose data key seals the details. */
  readonly subjectId: string;
  readonly divisionId: string;
  readonly details: GuardianDetails;
  readonly textVersion: string;
  readonly askedBy: string;
  readonly askedAt: Date;
  readonly expiresAt: Date;
  readonly tries: number;
}

export interface GuardianRequest {
  readonly id: string;
  readonly volunteerId: string | null;
  readonly subjectId: string;
  readonly divisionId: string;
  readonly divisionPath: string;
  readonly textVersion: string;
  readonly status: GuardianState;
  readonly askedAt: Date;
  readonly expiresAt: Date;
  readonly answeredAt: Date | null;
  readonly triesLeft: number;
  readonly phoneIndex: Buffer;
  readonly detailsCipher: Buffer | null;
}

/** A request as its link finds it. */
export interface LinkedRequest extends GuardianRequest {
  /** Of the child; null where the request is about nobody. */
  readonly birthDate: LocalDay | null;
}

/** How a child's last request stands. */
export interface StandingRequest extends PhoneFacts {
  readonly volunteerId: string;
  readonly status: GuardianState;
}

/** Where a child is registered, as a guardian knows it. */
export interface GuardianPlace {
  /** Of the community, or the division itself where it lies above one. */
  readonly name: string;
  readonly contactPhone: string | null;
}

/** A request as a list of staff shows it; what is sealed is opened by the caller. */
export interface ListedRequest extends GuardianRequest, PhoneFacts {
  readonly volunteerId: string;
  readonly volunteerNo: string;
  readonly volunteerName: string | null;
  readonly askedBy: string;
  readonly sentAt: Date | null;
}

export interface RequestQuestion {
  /** Path prefixes of the divisions the reader may see. */
  readonly scopes: readonly string[];
  readonly status: GuardianState | null;
  readonly volunteerId: string | null;
  /** Only those after which somebody has to call the family, see `unsettledSql`. */
  readonly isUnsettled: boolean;
  /** Born in this year or later: a minor. */
  readonly minorFromYear: number;
  readonly limit: number;
  /** (askedAt, id) of the last row before; null for the first page. */
  readonly after: readonly (string | number)[] | null;
}

const columns = `g.id, g.volunteer_id as "volunteerId", g.subject_id as "subjectId", g.division_id as "divisionId",
  d.path as "divisionPath", g.text_version as "textVersion", g.status, g.asked_at as "askedAt",
  g.expires_at as "expiresAt", g.answered_at as "answeredAt", g.tries_left as "triesLeft", g.phone_index as "phoneIndex",
  g.details_cipher as "detailsCipher"`;
const tables = 'guardian_request g join division d on d.id = g.division_id';
/** What is known of the phone of a request `g` about a child `v`. */
const phoneFacts = (minorFromYear: string): string => `v.phone_index is not null as "hasChildPhone",
  exists (select 1 from volunteer m where m.phone_index = g.phone_index and m.status <> 'CLOSED'
    and extract(year from m.birth_date) >= ${minorFromYear}) as "isOfMinor",
  (select count(distinct o.volunteer_id) from guardian_request o where o.phone_index = g.phone_index
    and o.volunteer_id <> g.volunteer_id)::int as "otherChildren"`;

/** Keeps requests to guardians. What names anybody is sealed and goes with the end of the request. */
@Injectable()
export class GuardianRequests {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly fields: PersonalFields,
  ) {}

  async insert(tx: Transaction, request: NewGuardianRequest): Promise<void> {
    const { id, volunteerId, subjectId, divisionId, details, textVersion, askedBy, askedAt, expiresAt, tries } =
      request;
    const sealer = await this.fields.sealer(tx, subjectId);
    await tx.query(
      `insert into guardian_request (id, volunteer_id, subject_id, division_id, details_cipher, phone_index, text_version,
         asked_by, asked_at, expires_at, tries_left, status)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'WAITING')`,
      [
        ...[id, volunteerId, subjectId, divisionId, sealer.sealText(placeOf(id), JSON.stringify(details))],
        ...[this.fields.indexOf('phone', details.phone), textVersion, askedBy, askedAt, expiresAt, tries],
      ],
    );
  }

  /** The request that a link was sent for; null where there is none. The link before the last one is none. */
  async byToken(token: string): Promise<LinkedRequest | null> {
    const sql = `select ${columns}, v.birth_date::text as "birthDate"
      from ${tables} left join volunteer v on v.id = g.volunteer_id where g.token_hash = $1`;
    const [row] = await this.unitOfWork.read<LinkedRequest>(sql, [hashOf(token)]);
    return row ?? null;
  }

  async byId(id: string): Promise<GuardianRequest | null> {
    const [row] = await this.unitOfWork.read<GuardianRequest>(`select ${columns} from ${tables} where g.id = $1`, [id]);
    return row ?? null;
  }

  async placeOf({ divisionPath }: GuardianRequest): Promise<GuardianPlace> {
    const [place] = await this.unitOfWork.read<GuardianPlace>(
      `select name, contact_phone as "contactPhone" from division where starts_with($1, path)
       order by kind = 'COMMUNITY' desc, length(path) desc limit 1`,
      [divisionPath],
    );
    return place ?? { name: '', contactPhone: null };
  }

  /** Locks the request. */
  async hold(tx: Transaction, id: string): Promise<GuardianRequest | null> {
    const [row] = await tx.query<GuardianRequest>(`select ${columns} from ${tables} where g.id = $1 for update of g`, [
      id,
    ]);
    return row ?? null;
  }

  /** Who is asked and about whom; null once that was forgotten. */
  async detailsOf(request: GuardianRequest): Promise<GuardianDetails | null> {
    return (await this.detailsOfAll([request])).get(request.id) ?? null;
  }

  /** The same for several, by the ids of the requests. */
  async detailsOfAll(requests: readonly GuardianRequest[]): Promise<ReadonlyMap<string, GuardianDetails>> {
    const opener = await this.fields.opener(requests.map(({ subjectId }) => subjectId));
    return new Map(
      requests.flatMap(({ id, subjectId, detailsCipher }) =>
        detailsCipher === null
          ? []
          : [[id, JSON.parse(opener.open(placeOf(id), subjectId, detailsCipher)) as GuardianDetails]],
      ),
    );
  }

  /** Puts a new link in the place of the one before; false where the request waits no longer. */
  async setToken(tx: Transaction, id: string, token: string, at: Date): Promise<boolean> {
    const rows = await tx.query(
      `update guardian_request set token_hash = $2, sent_at = $3
       where id = $1 and status = 'WAITING' and expires_at > $3 returning 1`,
      [id, hashOf(token), at],
    );
    return rows.length > 0;
  }

  /** Takes one try of a request that waits away; the last one ends it. @returns how many are left. */
  async loseTry(tx: Transaction, request: GuardianRequest, at: Date): Promise<number> {
    const [row] = await tx.query<{ triesLeft: number }>(
      `update guardian_request set tries_left = tries_left - 1 where id = $1 and tries_left > 0
       returning tries_left as "triesLeft"`,
      [request.id],
    );
    const triesLeft = row?.triesLeft ?? 0;
    if (triesLeft === 0) await this.end(tx, request.id, 'BLOCKED', at);
    return triesLeft;
  }

  /** Ends a request and forgets whom it was sent to. */
  async end(tx: Transaction, id: string, status: 'DENIED' | 'BLOCKED' | 'WITHDRAWN', at: Date): Promise<void> {
    await tx.query(
      `update guardian_request set status = $2, details_cipher = null, answered_at = coalesce(answered_at, $3) where id = $1`,
      [id, status, at],
    );
  }

  async confirm(
    tx: Transaction,
    id: string,
    answer: { readonly consentId: string | null; readonly at: Date },
  ): Promise<void> {
    await tx.query(
      `update guardian_request set status = 'CONFIRMED', consent_id = $2, answered_at = $3 where id = $1`,
      [id, answer.consentId, answer.at],
    );
  }

  /** Ends what waits for the child, because it is asked anew. What is settled at the desk ends it by itself (trigger). */
  async replaceWaiting(tx: Transaction, volunteerId: string, at: Date): Promise<void> {
    await tx.query(
      `update guardian_request set status = 'REPLACED', details_cipher = null, answered_at = $2
       where volunteer_id = $1 and status = 'WAITING'`,
      [volunteerId, at],
    );
  }

  /** For how many one phone has agreed; others who answer with the same phone wait until the end of the transaction. */
  async countConfirmed(tx: Transaction, phoneIndex: Buffer): Promise<number> {
    await this.holdPhone(tx, phoneIndex);
    const [row] = await tx.query<{ count: number }>(
      `select count(*)::int as count from guardian_request where phone_index = $1 and status = 'CONFIRMED'`,
      [phoneIndex],
    );
    return row?.count ?? 0;
  }

  /** How often one phone was asked since a time; others who ask the same phone wait until the end of the transaction. */
  async countAsked(tx: Transaction, phone: string, since: Date): Promise<number> {
    const phoneIndex = this.fields.indexOf('phone', phone);
    await this.holdPhone(tx, phoneIndex);
    const [row] = await tx.query<{ count: number }>(
      'select count(*)::int as count from guardian_request where phone_index = $1 and asked_at > $2',
      [phoneIndex, since],
    );
    return row?.count ?? 0;
  }

  /** Ends what was agreed for children who have come of age, and forgets who agreed; the consents stay. */
  async endGrown(tx: Transaction, minorFromYear: number): Promise<void> {
    await tx.query(
      `update guardian_request g set status = 'ENDED', details_cipher = null from volunteer v
       where v.id = g.volunteer_id and g.status = 'CONFIRMED' and extract(year from v.birth_date) < $1`,
      [minorFromYear],
    );
  }

  /** The last request about each child; children who were never asked for are left out. */
  async lastOf(
    volunteerIds: readonly string[],
    minorFromYear: number,
    tx?: Transaction,
  ): Promise<readonly StandingRequest[]> {
    const sql = `select distinct on (g.volunteer_id) g.volunteer_id as "volunteerId", g.status, ${phoneFacts('$2')}
      from guardian_request g join volunteer v on v.id = g.volunteer_id where g.volunteer_id = any($1::uuid[])
      order by g.volunteer_id, g.asked_at desc, g.id desc`;
    const parameters = [volunteerIds, minorFromYear];
    return tx ? tx.query<StandingRequest>(sql, parameters) : this.unitOfWork.read<StandingRequest>(sql, parameters);
  }

  /** Ends what nobody answered in time. */
  async endExpired(tx: Transaction, now: Date): Promise<void> {
    await tx.query(
      `update guardian_request set status = 'EXPIRED', details_cipher = null, answered_at = $1
       where status = 'WAITING' and expires_at <= $1`,
      [now],
    );
  }

  /** Takes away what was asked for nobody before a time. @returns whose keys are to be destroyed. */
  async forgetNobody(tx: Transaction, before: Date): Promise<readonly string[]> {
    const rows = await tx.query<{ subjectId: string }>(
      `delete from guardian_request where volunteer_id is null and asked_at < $1 returning subject_id as "subjectId"`,
      [before],
    );
    return rows.map(({ subjectId }) => subjectId);
  }

  /** Requests about children inside the scopes, the oldest first; limit + 1 rows. */
  async list(question: RequestQuestion): Promise<readonly ListedRequest[]> {
    const [askedAt, id] = question.after ?? [null, null];
    return this.unitOfWork.read<ListedRequest>(
      `select ${columns}, v.volunteer_no as "volunteerNo", v.name as "volunteerName", g.asked_by as "askedBy",
         g.sent_at as "sentAt",
         ${phoneFacts('$4')}
       from guardian_request g join volunteer v on v.id = g.volunteer_id join division d on d.id = v.division_id
       where exists (select 1 from unnest($1::text[]) scope where starts_with(d.path, scope))
         and ($2::text is null or g.status = $2) and ($3::uuid is null or g.volunteer_id = $3)
         and ($5::timestamptz is null or (g.asked_at, g.id) > ($5::timestamptz, $6::uuid))
         and ${question.isUnsettled ? unsettledSql : 'true'}
       order by g.asked_at, g.id limit $7`,
      [question.scopes, question.status, question.volunteerId, question.minorFromYear, askedAt, id, question.limit + 1],
    );
  }

  private async holdPhone(tx: Transaction, phoneIndex: Buffer): Promise<void> {
    await tx.query(`select pg_advisory_xact_lock(hashtextextended('guardian-phone:' || encode($1, 'hex'), 0))`, [
      phoneIndex,
    ]);
  }
}

function placeOf(id: string): string {
  return `guardian_request:${id}`;
}

function hashOf(token: string): Buffer {
  return createHash('sha256').update(token, 'utf8').digest();
}
