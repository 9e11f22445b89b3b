/**
 * Every address that the console's entry answers, as `phone-paths.ts` does for the phone: the build writes them to
 * `web/dist/shells.json`.
 */
export const consolePaths = [
  '/console',
  '/console/reviews',
  '/console/reviews/:queue',
  '/console/volunteers',
  '/console/volunteers/:volunteerId',
  '/console/guardian-requests',
  '/console/paper-sheets',
  '/console/paper-sheets/:sheetId',
  '/console/audit',
  '/console/audit/log',
  '/console/audit/checkpoints',
  '/console/audit/proof',
  '/console/imports',
  '/console/imports/old-hours',
  '/console/imports/old-hours/:openingId',
  '/console/imports/:importId',
  '/console/activities',
  '/console/activities/new',
  '/console/activities/:activityId',
  '/console/activities/:activityId/edit',
  '/console/activities/:activityId/cancel',
  '/console/activities/:activityId/poster',
  '/console/activities/:activityId/roll-sheet',
  '/console/records',
  '/console/records/unfinished',
  '/console/records/receipts',
  '/console/records/recompute',
  '/console/records/recompute/:runId',
  '/console/records/:recordId',
  '/console/selections',
  '/console/selections/:roundId',
] as const;

export type ConsolePath = (typeof consolePaths)[number];
