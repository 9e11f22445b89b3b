import type { RouteRecordRaw } from 'vue-router';
import type { ConsolePath } from './console-paths';

const pages: Readonly<Record<ConsolePath, { readonly page: () => Promise<unknown>; readonly wide?: true }>> = {
  '/console': { page: () => import('../features/waiting/desk/InboxPage.vue') },
  '/console/reviews': { page: () => import('../features/reviews/desk/ReviewsPage.vue'), wide: true },
  '/console/reviews/:queue': { page: () => import('../features/reviews/desk/ReviewsPage.vue'), wide: true },
  '/console/volunteers': { page: () => import('../features/volunteers/desk/VolunteersPage.vue') },
  '/console/volunteers/:volunteerId': { page: () => import('../features/volunteers/desk/PersonPage.vue') },
  '/console/guardian-requests': { page: () => import('../features/guardian/desk/GuardianRequestsPage.vue') },
  '/console/paper-sheets': { page: () => import('../features/attendance/desk/SheetsPage.vue') },
  '/console/paper-sheets/:sheetId': { page: () => import('../features/attendance/desk/SheetReadingPage.vue') },
  '/console/audit': { page: () => import('../features/evidence/desk/EvidencePage.vue') },
  '/console/audit/log': { page: () => import('../features/audit-trail/desk/AuditLogPage.vue') },
  '/console/audit/checkpoints': { page: () => import('../features/evidence/desk/CheckpointsPage.vue') },
  '/console/audit/proof': { page: () => import('../features/evidence/desk/ProvePage.vue') },
  '/console/imports': { page: () => import('../features/imports/desk/ImportsPage.vue') },
  '/console/imports/old-hours': { page: () => import('../features/imports/desk/OldHoursNewPage.vue') },
  '/console/imports/old-hours/:openingId': { page: () => import('../features/imports/desk/OldHoursPage.vue') },
  '/console/imports/:importId': { page: () => import('../features/imports/desk/ImportPage.vue') },
  '/console/activities': { page: () => import('../features/activities/desk/ActivitiesPage.vue') },
  '/console/activities/new': { page: () => import('../features/activities/desk/NewActivityPage.vue') },
  '/console/activities/:activityId': { page: () => import('../features/activities/desk/ActivityPage.vue') },
  '/console/activities/:activityId/edit': { page: () => import('../features/activities/desk/EditActivityPage.vue') },
  '/console/activities/:activityId/cancel': { page: () => import('../features/activities/desk/CancelPage.vue') },
  '/console/activities/:activityId/poster': { page: () => import('../features/activities/desk/PosterPage.vue') },
  '/console/activities/:activityId/roll-sheet': { page: () => import('../features/activities/desk/RollSheetPage.vue') },
  '/console/records': { page: () => import('../features/records/desk/AllRecordsPage.vue') },
  '/console/records/unfinished': { page: () => import('../features/records/desk/UnfinishedPage.vue') },
  '/console/records/receipts': { page: () => import('../features/records/desk/ReceiptsPage.vue') },
  '/console/records/recompute': { page: () => import('../features/records/desk/RecomputesPage.vue') },
  '/console/records/recompute/:runId': { page: () => import('../features/records/desk/RecomputePage.vue') },
  '/console/records/:recordId': { page: () => import('../features/records/desk/RecordPage.vue') },
  '/console/selections': { page: () => import('../features/selections/desk/RoundsPage.vue') },
  '/console/selections/:roundId': { page: () => import('../features/selections/desk/RoundPage.vue') },
  '/console/system': { page: () => import('../features/operations/desk/SystemPage.vue') },
  '/console/calendar': { page: () => import('../features/policies/desk/CalendarPage.vue') },
  '/console/accounts': { page: () => import('../features/accounts/desk/UsersPage.vue') },
  '/console/accounts/:userId': { page: () => import('../features/accounts/desk/UserPage.vue') },
  '/console/new-account': { page: () => import('../features/accounts/desk/NewUserPage.vue') },
  '/console/deputies': { page: () => import('../features/accounts/desk/DeputiesPage.vue') },
};

/** Every page of the console is for somebody signed in. */
export const consoleRoutes: RouteRecordRaw[] = [
  ...Object.entries(pages).map(([path, { page, wide }]) => ({
    path,
    component: page as NonNullable<RouteRecordRaw['component']>,
    meta: { own: true, wide: wide === true },
  })),
  {
    path: '/:unknown(.*)*',
    component: () => import('../features/waiting/desk/NoSuchPage.vue'),
    meta: { own: true, wide: false },
  },
];
