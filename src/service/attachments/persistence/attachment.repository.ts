import { Injectable } from '@nestjs/common';
import { type Transaction, UnitOfWork } from '../../../platform/data/database/unit-of-work';
import type { MediaType } from '../../../platform/delivery/documents/media-type';
import { attachmentErrors } from '../errors';

/** A file that proves something about a shift. */
export interface Attachment {
  readonly id: string;
  readonly shiftId: string;
  readonly sha256: Buffer;
  readonly mediaType: MediaType;
  readonly byteCount: number;
  readonly storedBy: string;
  readonly storedAt: Date;
}

export type AttachmentSubject = 'SERVICE_RECORD' | 'PAPER_SHEET';

export interface LinkedAttachment extends Omit<Attachment, 'sha256'> {
  readonly subjects: readonly { readonly kind: AttachmentSubject; readonly id: string }[];
}

const columns = `a.id, a.shift_id as "shiftId", a.media_type as "mediaType", a.byte_count as "byteCount",
  a.stored_by as "storedBy", a.stored_at as "storedAt"`;

/** Appends attachments and what they prove; the door for modules that need a proof. */
@Injectable()
export class AttachmentRepository {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  async find(id: string, tx?: Transaction): Promise<Attachment | null> {
    const sql = `select ${columns}, a.sha256 from attachment a where a.id = $1`;
    const [attachment] = tx ? await tx.query<Attachment>(sql, [id]) : await this.unitOfWork.read<Attachment>(sql, [id]);
    return attachment ?? null;
  }

  /** The attachment of this shift. @throws ATTACHMENT_UNKNOWN also where it belongs to another shift. */
  async ofShift(tx: Transaction, shiftId: string, id: string, field: string): Promise<Attachment> {
    const attachment = await this.find(id, tx);
    if (attachment?.shiftId !== shiftId) throw attachmentErrors.refuse('ATTACHMENT_UNKNOWN', { field });
    return attachment;
  }

  async list(shiftId: string): Promise<readonly LinkedAttachment[]> {
    return this.unitOfWork.read<LinkedAttachment>(
      `select ${columns}, coalesce((
         select jsonb_agg(jsonb_build_object('kind', l.subject_kind, 'id', l.subject_id) order by l.linked_at)
         from attachment_link l where l.attachment_id = a.id), '[]') as subjects
       from attachment a where a.shift_id = $1 order by a.stored_at, a.id limit 500`,
      [shiftId],
    );
  }

  async countOf(tx: Transaction, shiftId: string, storedBy: string): Promise<number> {
    const [row] = await tx.query<{ count: number }>(
      'select count(*)::int as count from attachment where shift_id = $1 and stored_by = $2',
      [shiftId, storedBy],
    );
    return row?.count ?? 0;
  }

  /** Whether everything these bytes prove belongs to people who closed their accounts, and something does. */
  async isForgotten(sha256: Buffer): Promise<boolean> {
    const [row] = await this.unitOfWork.read<{ isForgotten: boolean | null }>(
      `select bool_and(l.attachment_id is not null and v.status is not distinct from 'CLOSED') as "isForgotten"
       from attachment a left join attachment_link l on l.attachment_id = a.id
         left join service_record r on l.subject_kind = 'SERVICE_RECORD' and r.id = l.subject_id
         left join volunteer v on v.id = r.volunteer_id
       where a.sha256 = $1`,
      [sha256],
    );
    return row?.isForgotten ?? false;
  }

  async insert(tx: Transaction, attachment: Attachment): Promise<void> {
    await tx.query(
      `insert into attachment (id, shift_id, sha256, media_type, byte_count, stored_by, stored_at)
       values ($1, $2, $3, $4, $5, $6, $7)`,
      [
        attachment.id,
        attachment.shiftId,
        attachment.sha256,
        attachment.mediaType,
        attachment.byteCount,
        attachment.storedBy,
        attachment.storedAt,
      ],
    );
  }

  /** Says what an attachment proves. */
  async link(
    tx: Transaction,
    attachmentId: string,
    subject: { readonly kind: AttachmentSubject; readonly id: string },
    linkedBy: string,
    linkedAt: Date,
  ): Promise<void> {
    await tx.query(
      `insert into attachment_link (attachment_id, subject_kind, subject_id, linked_by, linked_at)
       values ($1, $2, $3, $4, $5) on conflict do nothing`,
      [attachmentId, subject.kind, subject.id, linkedBy, linkedAt],
    );
  }
}
