import { Injectable } from '@nestjs/common';
import { AttachmentRepository } from '../persistence/attachment.repository';
import { FileStore } from '../persistence/file-store';

/** Deletes the file of an attachment that was about nobody but people who closed their accounts. The row stays a fact. */
@Injectable()
export class ForgetAttachment {
  constructor(
    private readonly attachments: AttachmentRepository,
    private readonly files: FileStore,
  ) {}

  /** Doing it again changes nothing. */
  async execute(attachmentId: string): Promise<void> {
    const attachment = await this.attachments.find(attachmentId);
    if (attachment && (await this.attachments.isForgotten(attachment.sha256))) {
      await this.files.remove(attachment.sha256);
    }
  }
}
