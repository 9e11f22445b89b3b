import { Injectable } from '@nestjs/common';
import type { MediaType } from '../../../../platform/delivery/documents/media-type';
import { type Transaction, UnitOfWork, violatedConstraint } from '../../../../platform/data/database/unit-of-work';
import { volunteerErrors } from '../../errors';

export const correctionStatuses = ['OPEN', 'APPROVED', 'REJECTED'] as const;
export type CorrectionStatus = (typeof correctionStatuses)[number];

/** A request as it is stored; the texts are sealed by the data key of the person. */
export interface StoredCorrection {
  readonly id: string;
  readonly volunteerId: string;
  readonly volunteerNo: string;
  readonly divisionPath: string;
  /** What is asked for, with the reason. */
  readonly requestCipher: Buffer;
  /** Name and ID number as they were when it was asked for. */
  readonly beforeCipher: Buffer;
  readonly answerCipher: Buffer | null;
  /** Blind index of the new ID number; null where it stays. */
  readonly idNumberIndex: Buffer | null;
  readonly proofMediaType: MediaType | null;
  readonly status: CorrectionStatus;
  /** The actor of the staff who asked; null where the person did. */
  readonly requestedBy: string | null;
  readonly requestedAt: Date;
  readonly decidedAt: Date | null;
}

const columns = `c.id, c.volunteer_id as "volunteerId", v.volunteer_no as "volunteerNo", v.division_path as "divisionPath",
  c.request_cipher as "requestCipher", c.before_cipher as "beforeCipher", c.answer_cipher as "answerCipher",
  c.id_number_index as "idNumberIndex", c.proof_media_type as "proofMediaType", c.status,
  c.requested_by as "requestedBy", c.requested_at as "requestedAt", c.decided_at as "decidedAt"`;
const tables = 'identity_correction c join volunteer v on v.id = c.volunteer_id';

/** Who is registered with a number. */
interface Holder {
  readonly id: string;
  readonly divisionPath: string;
}

/** Keeps what people ask to have corrected about who they are, and what became of it. */
@Injectable()
export class IdentityCorrections {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** @throws CORRECTION_OPEN */
  async insert(
    tx: Transaction,
    correction: Pick<
      StoredCorrection,
      'id' | 'volunteerId' | 'requestCipher' | 'beforeCipher' | 'idNumberIndex' | 'requestedBy' | 'requestedAt'
    >,
  ): Promise<void> {
    try {
      await tx.query(
        `insert into identity_correction (id, volunteer_id, request_cipher, before_cipher, id_number_index, status,
           requested_by, requested_at)
         values ($1, $2, $3, $4, $5, 'OPEN', $6, $7)`,
        [
          correction.id,
          correction.volunteerId,
          correction.requestCipher,
          correction.beforeCipher,
          correction.idNumberIndex,
          correction.requestedBy,
          correction.requestedAt,
        ],
      );
    } catch (error) {
      if (violatedConstraint(error) === 'identity_correction_open') throw volunteerErrors.refuse('CORRECTION_OPEN');
      throw error;
    }
  }

  /** How many somebody asked for since then, decided or not. */
  async countSince(tx: Transaction, volunteerId: string, since: Date): Promise<number> {
    const [row] = await tx.query<{ count: number }>(
      'select count(*)::int as count from identity_correction where volunteer_id = $1 and requested_at > $2',
      [volunteerId, since],
    );
    return row?.count ?? 0;
  }

  /** The person a request is about; nothing is locked. @throws CORRECTION_UNKNOWN */
  async personOf(tx: Transaction, id: string): Promise<string> {
    const [row] = await tx.query<{ volunteerId: string }>(
      'select volunteer_id as "volunteerId" from identity_correction where id = $1',
      [id],
    );
    if (!row) throw volunteerErrors.refuse('CORRECTION_UNKNOWN');
    return row.volunteerId;
  }

  /** Locks the request; the caller holds the person. @throws CORRECTION_UNKNOWN */
  async hold(tx: Transaction, id: string): Promise<StoredCorrection> {
    const [row] = await tx.query<StoredCorrection>(`select ${columns} from ${tables} where c.id = $1 for update of c`, [
      id,
    ]);
    if (!row) throw volunteerErrors.refuse('CORRECTION_UNKNOWN');
    return row;
  }

  async decide(
    tx: Transaction,
    id: string,
    decision: {
      readonly status: 'APPROVED' | 'REJECTED';
      readonly by: string;
      readonly at: Date;
      readonly answerCipher: Buffer | null;
    },
  ): Promise<void> {
    await tx.query(
      `update identity_correction set status = $2, decided_by = $3, decided_at = $4, answer_cipher = $5 where id = $1`,
      [id, decision.status, decision.by, decision.at, decision.answerCipher],
    );
  }

  async keepProof(tx: Transaction, id: string, proofCipher: Buffer, mediaType: MediaType): Promise<void> {
    await tx.query('update identity_correction set proof_cipher = $2, proof_media_type = $3 where id = $1', [
      id,
      proofCipher,
      mediaType,
    ]);
  }

  async proofOf(tx: Transaction, id: string): Promise<Buffer | null> {
    const [row] = await tx.query<{ cipher: Buffer | null }>(
      'select proof_cipher as cipher from identity_correction where id = $1',
      [id],
    );
    return row?.cipher ?? null;
  }

  /** Who else is registered with this ID number. */
  async holderOf(index: Buffer, tx?: Transaction): Promise<Holder | null> {
    const sql = `select id, division_path as "divisionPath" from volunteer where id_number_index = $1`;
    const [row] = tx ? await tx.query<Holder>(sql, [index]) : await this.unitOfWork.read<Holder>(sql, [index]);
    return row ?? null;
  }

  /** Latest first, limit + 1 rows: of one person, or of everybody below the paths who has not left. */
  async list(question: {
    readonly volunteerId: string | null;
    readonly scopes: readonly string[];
    readonly status: CorrectionStatus | null;
    readonly before: string | null;
    readonly limit: number;
  }): Promise<readonly StoredCorrection[]> {
    return this.unitOfWork.read<StoredCorrection>(
      `select ${columns} from ${tables}
       where v.status <> 'CLOSED' and ($1::uuid is null or c.volunteer_id = $1)
         and exists (select 1 from unnest($2::text[]) s (path) where starts_with(v.division_path, s.path))
         and ($3::text is null or c.status = $3) and ($4::uuid is null or c.id < $4)
       order by c.id desc limit $5`,
      [question.volunteerId, question.scopes, question.status, question.before, question.limit + 1],
    );
  }
}
