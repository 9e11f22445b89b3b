import { z } from 'zod';
import { defineJob } from '../../platform/queue';

/** Rung after postings: these volunteers' balances have moved. */
export const ledgerPosted = defineJob({
  name: 'ledger.posted',
  payload: z.object({ volunteerIds: z.array(z.uuid()).min(1).max(10_000) }),
});

/** Rung after the postings of a cause were taken back: what was issued on them has to be looked at. */
export const entriesReversed = defineJob({
  name: 'ledger.entries-reversed',
  payload: z.object({ volunteerId: z.uuid(), causeId: z.uuid() }),
});
