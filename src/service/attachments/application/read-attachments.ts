import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../../platform/data/audit/audit-log';
import { UnitOfWork } from '../../../platform/data/database/unit-of-work';
import { requireTeamScope } from '../../../platform/security/identity/access';
import { type Actor, actorIdOf, covers } from '../../../platform/foundation/actor/actor';
import { ShiftDirectory } from '../../activities';
import { attachmentErrors } from '../errors';
import { AttachmentRepository, type LinkedAttachment } from '../persistence/attachment.repository';
import { FileStore } from '../persistence/file-store';

export interface AttachmentFile {
  readonly bytes: Buffer;
  readonly mediaType: string;
}

/** Shows proofs to whoever stored them, runs the shift, or reviews its records; every look at a file is logged. */
@Injectable()
export class ReadAttachments {
  constructor(
    private readonly attachments: AttachmentRepository,
    private readonly files: FileStore,
    private readonly shifts: ShiftDirectory,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditLog,
  ) {}

  /** @throws SHIFT_UNKNOWN, PERMISSION_MISSING, SCOPE_FOREIGN */
  async list(actor: Actor, shiftId: string): Promise<readonly LinkedAttachment[]> {
    await this.requireReader(actor, shiftId);
    return this.attachments.list(shiftId);
  }

  /** @throws ATTACHMENT_UNKNOWN, PERMISSION_MISSING, SCOPE_FOREIGN, ATTACHMENT_FORGOTTEN, ATTACHMENT_DAMAGED */
  async file(actor: Actor, attachmentId: string): Promise<AttachmentFile> {
    const attachment = await this.attachments.find(attachmentId);
    if (!attachment) throw attachmentErrors.refuse('ATTACHMENT_UNKNOWN');
    if (attachment.storedBy !== actorIdOf(actor)) await this.requireReader(actor, attachment.shiftId);
    await this.unitOfWork.run((tx) =>
      this.audit.record(tx, actor, {
        action: 'attachments.read',
        subjectKind: 'attachment',
        subjectId: attachmentId,
      }),
    );
    const bytes = await this.files.get(attachment.sha256);
    if (!bytes) {
      const isForgotten = await this.attachments.isForgotten(attachment.sha256);
      throw attachmentErrors.refuse(isForgotten ? 'ATTACHMENT_FORGOTTEN' : 'ATTACHMENT_DAMAGED');
    }
    return { bytes, mediaType: attachment.mediaType };
  }

  private async requireReader(actor: Actor, shiftId: string): Promise<void> {
    const shift = await this.shifts.byId(shiftId);
    if (!covers(actor, 'record.review', shift.divisionPath)) requireTeamScope(actor, 'attendance.run', shift);
  }
}
