import { Injectable } from '@nestjs/common';
import type { LocalDay } from '../../../kernel/local-day';
import { type Transaction, UnitOfWork } from '../../../platform/data/database/unit-of-work';
import { decodeCursor, limitOf, type Page, pageOf, type PageQuery } from '../../../platform/delivery/http/paging';
import type { PrintedCheckpoint } from '../../../ledger/evidence';
import type { Grade } from '../domain/certificate-content';
import type { IdNumberChooser, IdNumberDisplay } from '../domain/id-number-display';
import { certificateErrors } from '../errors';
import { storedCheckpointSchema } from './stored-content';

export const certificateStatuses = ['APPLIED', 'DECLINED', 'VALID', 'SUPERSEDED', 'REVOKED'] as const;
export type CertificateState = (typeof certificateStatuses)[number];

/** The state of one account that a certificate is true for. */
export interface SealedAccount {
  readonly kind: string;
  readonly seq: number;
  /** Hash of the last entry, in hex. */
  readonly headHash: string;
}

export interface CertificateView {
  readonly id: string;
  readonly volunteerId: string;
  /** The issuing street. */
  readonly divisionId: string;
  readonly divisionPath: string;
  readonly divisionName: string;
  /** Path of the holder's own division: staff of the community may see the certificate, too. */
  readonly holderPath: string;
  readonly status: CertificateState;
  readonly purpose: string | null;
  readonly idNumberDisplay: IdNumberDisplay;
  readonly idNumberChosenBy: IdNumberChooser;
  /** Both days inclusive. */
  readonly periodFrom: LocalDay;
  readonly periodTo: LocalDay;
  /** The actor who applied: the holder's own account, or staff in the holder's name. */
  readonly appliedBy: string;
  /** Instants are ISO texts. */
  readonly appliedAt: string;
  readonly certificateNo: string | null;
  readonly verificationCode: string | null;
  readonly issuedAt: string | null;
  readonly serviceMinutes: number | null;
  readonly trainingMinutes: number | null;
  readonly minutesByGrade: Readonly<Record<Grade, number>> | null;
  readonly ledgerSeal: readonly SealedAccount[] | null;
  readonly supersededById: string | null;
  readonly supersededByNo: string | null;
  readonly declineReason: string | null;
  readonly endedAt: string | null;
  readonly endReason: string | null;
  readonly version: number;
}

/** All that the public learns from a code. */
export interface PublicCertificate {
  readonly certificateNo: string;
  readonly periodFrom: LocalDay;
  readonly periodTo: LocalDay;
  readonly serviceMinutes: number;
  readonly status: 'VALID' | 'SUPERSEDED' | 'REVOKED';
  /** null after the holder closed the account. */
  readonly maskedName: string | null;
  /** The checkpoint on the paper, and whether the public one of that number still is the same; null where there is none. */
  readonly checkpoint: (PrintedCheckpoint & { readonly isPublished: boolean }) | null;
}

/** What stands with a code, before name and checkpoint are looked up. */
export interface CodedCertificate extends Omit<PublicCertificate, 'maskedName' | 'checkpoint'> {
  readonly volunteerId: string;
  readonly checkpoint: PrintedCheckpoint | null;
}

/** Which certificates a list shows; what is not given does not narrow it. */
export interface CertificateFilter {
  readonly status?: CertificateState | undefined;
  /** Of the holder's own place, with everything below it. */
  readonly divisionPath?: string | undefined;
  readonly volunteerId?: string | undefined;
  readonly certificateNo?: string | undefined;
  /** Local days of the application, both included. */
  readonly from?: LocalDay | undefined;
  readonly until?: LocalDay | undefined;
}

type Instants = 'appliedAt' | 'issuedAt' | 'endedAt';
type CertificateRecord = Omit<CertificateView, Instants> & {
  readonly appliedAt: Date;
  readonly issuedAt: Date | null;
  readonly endedAt: Date | null;
};

const columns = `c.id, c.volunteer_id as "volunteerId", c.division_id as "divisionId", d.path as "divisionPath",
  d.name as "divisionName", h.path as "holderPath", c.status, c.purpose, c.id_number_display as "idNumberDisplay",
  c.id_number_chosen_by as "idNumberChosenBy",
  c.period_from::text as "periodFrom", c.period_to::text as "periodTo", c.applied_by as "appliedBy", c.applied_at as "appliedAt",
  c.certificate_no as "certificateNo", c.verification_code as "verificationCode", c.issued_at as "issuedAt",
  c.service_minutes as "serviceMinutes", c.training_minutes as "trainingMinutes",
  c.minutes_by_grade as "minutesByGrade", c.ledger_seal as "ledgerSeal", c.superseded_by as "supersededById",
  n.certificate_no as "supersededByNo", c.decline_reason as "declineReason", c.ended_at as "endedAt",
  c.end_reason as "endReason", c.version`;

const tables = `certificate c join division d on d.id = c.division_id join volunteer v on v.id = c.volunteer_id
  join division h on h.id = v.division_id left join certificate n on n.id = c.superseded_by`;

/** Answers every question about certificates. */
@Injectable()
export class CertificateDirectory {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** @throws CERTIFICATE_UNKNOWN */
  async byId(id: string, tx?: Transaction): Promise<CertificateView> {
    const sql = `select ${columns} from ${tables} where c.id = $1`;
    const [record] = tx
      ? await tx.query<CertificateRecord>(sql, [id])
      : await this.unitOfWork.read<CertificateRecord>(sql, [id]);
    if (!record) throw certificateErrors.refuse('CERTIFICATE_UNKNOWN');
    return withTexts(record);
  }

  /** The certificates and applications of one volunteer, newest first. */
  async ofVolunteer(volunteerId: string, query: PageQuery): Promise<Page<CertificateView>> {
    return this.page(
      new Conditions().and(volunteerId, (id) => `c.volunteer_id = ${id}::uuid`),
      query,
    );
  }

  /** Those inside the scopes (of the street or of the holder's own division), newest first. */
  async inScopes(
    scopes: readonly string[],
    filter: CertificateFilter,
    query: PageQuery,
  ): Promise<Page<CertificateView>> {
    const { status, divisionPath, volunteerId, certificateNo, from, until } = filter;
    const conditions = new Conditions()
      .and(scopes, (all) => `h.path like any(select s || '%' from unnest(${all}::text[]) s)`)
      .and(status, (one) => `c.status = ${one}`)
      .and(divisionPath, (path) => `starts_with(h.path, ${path})`)
      .and(volunteerId, (id) => `c.volunteer_id = ${id}::uuid`)
      .and(certificateNo, (number) => `c.certificate_no = ${number}`)
      .and(from, (day) => `c.applied_at >= ${day}::date::timestamp at time zone 'Asia/Shanghai'`)
      .and(until, (day) => `c.applied_at < (${day}::date + 1)::timestamp at time zone 'Asia/Shanghai'`);
    return this.page(conditions, query);
  }

  /** What a code proves, without the name, or null. */
  async byCode(code: string): Promise<CodedCertificate | null> {
    const [found] = await this.unitOfWork.read<Omit<CodedCertificate, 'checkpoint'> & { checkpoint: unknown }>(
      `select c.certificate_no as "certificateNo", c.period_from::text as "periodFrom",
         c.period_to::text as "periodTo", c.service_minutes as "serviceMinutes", c.status,
         c.volunteer_id as "volunteerId", c.content->'checkpoint' as checkpoint
       from certificate c where c.verification_code = $1`,
      [code],
    );
    return found ? { ...found, checkpoint: storedCheckpointSchema.parse(found.checkpoint) } : null;
  }

  private async page(conditions: Conditions, query: PageQuery): Promise<Page<CertificateView>> {
    const after = decodeCursor(query, 2) ?? undefined;
    conditions.and(
      after,
      (key) => `(c.applied_at, c.id) < ((${key}::text[])[1]::timestamptz, (${key}::text[])[2]::uuid)`,
    );
    const rows = await this.unitOfWork.read<CertificateRecord>(
      `select ${columns} from ${tables} where ${conditions.text}
       order by c.applied_at desc, c.id desc limit ${String(limitOf(query) + 1)}`,
      conditions.values,
    );
    return pageOf(rows, limitOf(query), (row) => [row.appliedAt.toISOString(), row.id], withTexts);
  }
}

/** Only what is asked stands in the statement, so that each filter finds its index. */
class Conditions {
  readonly values: unknown[] = [];
  private readonly texts: string[] = [];

  get text(): string {
    return this.texts.join(' and ');
  }

  and(value: unknown, condition: (parameter: string) => string): this {
    if (value === undefined) return this;
    this.values.push(value);
    this.texts.push(condition(`$${String(this.values.length)}`));
    return this;
  }
}

function withTexts(row: CertificateRecord): CertificateView {
  return {
    ...row,
    appliedAt: row.appliedAt.toISOString(),
    issuedAt: row.issuedAt?.toISOString() ?? null,
    endedAt: row.endedAt?.toISOString() ?? null,
  };
}
