import { z } from 'zod';
import { defineJob, defineSchedule } from '../../../platform/data/queue';

const MINUTE_MS = 60_000;

/** "Look which records have gone public without a receipt, and which receipts wait to be sent." */
export const receiptsDue = defineJob({ name: 'sms-receipts.due', payload: z.object({}) });
defineSchedule({ job: receiptsDue, everyMs: MINUTE_MS, payload: {} });
