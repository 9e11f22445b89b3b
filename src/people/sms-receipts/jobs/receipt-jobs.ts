import { z } from 'zod';
import { defineJob, defineSchedule } from '../../../platform/data/queue';
import { noticeKinds } from '../../notices';

const MINUTE_MS = 60_000;

/** "Look which records have gone public without a receipt, and which receipts wait to be sent." */
export const receiptsDue = defineJob({ name: 'sms-receipts.due', payload: z.object({}) });
defineSchedule({ job: receiptsDue, everyMs: MINUTE_MS, payload: {} });

/** "Send this notice of this person by text." */
export const textNotice = defineJob({
  name: 'sms-receipts.text-notice',
  payload: z.object({ volunteerId: z.uuid(), kind: z.enum(noticeKinds), subjectKey: z.string() }),
});
