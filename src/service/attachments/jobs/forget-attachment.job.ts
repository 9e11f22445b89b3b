import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { defineJob, HandlesJob } from '../../../platform/data/queue';
import { ForgetAttachment } from '../application/forget-attachment';

/** "Whoever this file was about has closed the account": written by the traces of closed accounts. */
export const forgetAttachment = defineJob({
  name: 'attachments.forget',
  payload: z.object({ attachmentId: z.uuid() }),
});

@Injectable()
export class ForgetAttachmentJob {
  constructor(private readonly forget: ForgetAttachment) {}

  @HandlesJob(forgetAttachment)
  async onAccountClosed({ attachmentId }: z.infer<typeof forgetAttachment.payload>): Promise<void> {
    await this.forget.execute(attachmentId);
  }
}
