import { z } from 'zod';
import { defineJob, defineSchedule } from '../../platform/data/queue';
import { ledgerPosted } from '../ledger';

const HOUR_MS = 3_600_000;

/** Folds the balances of these volunteers into the ranking. */
export const refreshRanking = defineJob({ name: 'ranking.refresh', payload: ledgerPosted.payload });
ledgerPosted.rings(refreshRanking);

/** Folds whoever lags behind: what a lost doorbell left behind is caught up within the hour. */
export const rebuildRanking = defineJob({ name: 'ranking.rebuild', payload: z.object({}) });
defineSchedule({ job: rebuildRanking, everyMs: HOUR_MS, payload: {} });
