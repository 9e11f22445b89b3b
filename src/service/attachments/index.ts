/** The only door of this module. */
export { StoreAttachment, type StoredAttachment } from './application/store-attachment';
export { AttachmentsModule } from './attachments.module';
export { attachmentErrors } from './errors';
export { type Attachment, AttachmentRepository, type AttachmentSubject } from './persistence/attachment.repository';
