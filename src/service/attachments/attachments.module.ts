import { Module, type OnModuleInit } from '@nestjs/common';
import { ActivitiesModule } from '../activities';
import { PersonTraces, VolunteersModule } from '../../people/volunteers';
import { ForgetAttachment } from './application/forget-attachment';
import { ReadAttachments } from './application/read-attachments';
import { StoreAttachment } from './application/store-attachment';
import { AttachmentsController } from './http/attachments.controller';
import { ForgetAttachmentJob } from './jobs/forget-attachment.job';
import { AttachmentRepository } from './persistence/attachment.repository';
import { FileStore } from './persistence/file-store';
import { personTraces } from './persistence/person-traces';

/** Photos and papers that prove something about a shift. */
@Module({
  imports: [ActivitiesModule, VolunteersModule],
  controllers: [AttachmentsController],
  providers: [StoreAttachment, ReadAttachments, ForgetAttachment, ForgetAttachmentJob, AttachmentRepository, FileStore],
  exports: [StoreAttachment, AttachmentRepository],
})
export class AttachmentsModule implements OnModuleInit {
  constructor(private readonly traces: PersonTraces) {}

  onModuleInit(): void {
    this.traces.declare('attachments', personTraces);
  }
}
