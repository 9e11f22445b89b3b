import { z } from 'zod';
import { localDaySchema } from '../../../kernel/local-day-schema';

const text = z.string();
const minutes = z.int().min(0);
/** The newest checkpoint of the ledger on the day of issue; null before the first. */
export const storedCheckpointSchema = z
  .object({ number: z.int().min(1), madeAt: text, root: text, url: text })
  .nullable()
  .default(null);

/**
 * Everything a certificate prints that is not a column of its own, as it was on the day of issue. Of the ID number there is
 * the first character in here; certificates of before have the first three and the last four.
 */
export const storedContentSchema = z.object({
  holder: z.object({ name: text, maskedName: text, volunteerNo: text, idType: text, maskedIdNumber: text }),
  issuer: z.object({ name: text, personInCharge: text, handler: text, contact: text }),
  issuedOn: localDaySchema,
  contentSummary: text,
  verificationUrl: text,
  checkpoint: storedCheckpointSchema,
  /** Old hours of the period; they are in no figure of the certificate. */
  openedHours: z
    .array(
      z.object({
        kind: z.enum(['SERVICE', 'TRAINING']),
        grade: z.enum(['A', 'B', 'C', 'D', 'E']),
        minutes,
        documentTitle: text,
        documentKeeper: text,
      }),
    )
    .default([]),
  /** What the page rests on: service records, and rows of old hours. */
  recordIds: z.array(text),
  details: z.array(
    z.object({
      day: localDaySchema,
      activityName: text,
      teamName: text,
      creditedMinutes: minutes,
      grade: z.enum(['A', 'B', 'C', 'D', 'E']),
    }),
  ),
});

export type StoredContent = Readonly<z.infer<typeof storedContentSchema>>;
