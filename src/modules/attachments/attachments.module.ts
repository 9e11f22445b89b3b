import { Module } from '@nestjs/common';
import { ActivitiesModule } from '../activities';
import { ReadAttachments } from './application/read-attachments';
import { StoreAttachment } from './application/store-attachment';
import { AttachmentsController } from './http/attachments.controller';
import { AttachmentRepository } from './persistence/attachment.repository';
import { FileStore } from './persistence/file-store';

/** Photos and papers that prove something about a shift. */
@Module({
  imports: [ActivitiesModule],
  controllers: [AttachmentsController],
  providers: [StoreAttachment, ReadAttachments, AttachmentRepository, FileStore],
  exports: [StoreAttachment, AttachmentRepository],
})
export class AttachmentsModule {}
