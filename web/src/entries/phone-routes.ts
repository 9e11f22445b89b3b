import type { RouteRecordRaw } from 'vue-router';
import type { PhonePath } from './phone-paths';

interface PhoneRoute {
  readonly page: () => Promise<unknown>;
  /** Only for somebody signed in. */
  readonly own?: true;
  /** The page has the screen for itself: no line above, no bar below. */
  readonly bare?: true;
}

const pages: Readonly<Record<PhonePath, PhoneRoute>> = {
  '/': { page: () => import('../features/home/HomePage.vue') },
  '/m': { page: () => import('../features/today/TodayPage.vue'), own: true },
  '/m/activities': { page: () => import('../features/activities/ActivitiesPage.vue') },
  '/m/punch/:shiftId': { page: () => import('../features/punching/PunchPage.vue'), own: true },
  '/m/lead': { page: () => import('../features/lead/LeadPage.vue'), own: true },
  '/m/lead/new': { page: () => import('../features/lead/NewActivityPage.vue'), own: true },
  '/m/lead/activities': { page: () => import('../features/lead/LedActivitiesPage.vue'), own: true },
  '/m/lead/activities/:activityId': { page: () => import('../features/lead/LedActivityPage.vue'), own: true },
  '/m/lead/activities/:activityId/edit': { page: () => import('../features/lead/EditActivityPage.vue'), own: true },
  '/m/lead/activities/:activityId/cancel': { page: () => import('../features/lead/CancelPage.vue'), own: true },
  '/m/lead/activities/:activityId/close': { page: () => import('../features/lead/CloseActivityPage.vue'), own: true },
  '/m/lead/team': { page: () => import('../features/teams/TeamPage.vue'), own: true },
  '/m/lead/excuses': { page: () => import('../features/attendance/OutcomesPage.vue'), own: true },
  '/m/lead/shifts/:shiftId': { page: () => import('../features/attendance/ShiftPage.vue'), own: true, bare: true },
  '/m/lead/shifts/:shiftId/rest': { page: () => import('../features/attendance/RestPage.vue'), own: true },
  '/m/records': { page: () => import('../features/records/RecordsPage.vue'), own: true },
  '/m/records/declare': { page: () => import('../features/records/DeclarePage.vue'), own: true },
  '/m/records/signups': { page: () => import('../features/activities/OwnSignupsPage.vue'), own: true },
  '/m/records/old': { page: () => import('../features/openings/OwnOpeningsPage.vue'), own: true },
  '/m/records/:recordId': { page: () => import('../features/records/RecordPage.vue'), own: true },
  '/m/points': { page: () => import('../features/points/PointsPage.vue'), own: true },
  '/m/points/:seq': { page: () => import('../features/points/PointEntryPage.vue'), own: true },
  '/m/certificates': { page: () => import('../features/certificates/CertificatesPage.vue'), own: true },
  '/m/card': { page: () => import('../features/card/CardPage.vue'), own: true },
  '/m/notices': { page: () => import('../features/notices/NoticesPage.vue'), own: true },
  '/m/me': { page: () => import('../features/me/MePage.vue'), own: true },
  '/m/me/profile': { page: () => import('../features/me/ProfilePage.vue'), own: true },
  '/m/me/correction': { page: () => import('../features/me/CorrectionPage.vue'), own: true },
  '/m/me/teams': { page: () => import('../features/me/TeamsPage.vue'), own: true },
  '/m/me/offices': { page: () => import('../features/me/OfficesPage.vue'), own: true },
  '/m/me/community': { page: () => import('../features/me/CommunityPage.vue'), own: true },
  '/m/me/consents': { page: () => import('../features/me/ConsentsPage.vue'), own: true },
  '/m/me/consents/:purpose': { page: () => import('../features/me/ConsentPage.vue'), own: true },
  '/m/me/phone': { page: () => import('../features/me/ChangePhonePage.vue'), own: true },
  '/m/me/password': { page: () => import('../features/me/PasswordPage.vue'), own: true },
  '/m/me/second-factor': { page: () => import('../features/me/SecondFactorPage.vue'), own: true },
  '/m/me/devices': { page: () => import('../features/me/DevicesPage.vue'), own: true },
  '/m/me/platforms': { page: () => import('../features/me/PlatformsPage.vue'), own: true },
  '/m/me/merges': { page: () => import('../features/me/MergesPage.vue'), own: true },
  '/m/me/export': { page: () => import('../features/me/ExportPage.vue'), own: true },
  '/m/me/leave': { page: () => import('../features/me/LeavePage.vue'), own: true },
  '/m/me/text-size': { page: () => import('../features/me/TextSizePage.vue'), own: true },
  '/m/help': { page: () => import('../features/help/HelpPage.vue') },
  '/guardian': { page: () => import('../features/guardian/GuardianPage.vue') },
  '/register': { page: () => import('../features/register/RegisterPage.vue') },
  '/m/lead/shifts/:shiftId/end': { page: () => import('../features/attendance/EndPage.vue'), own: true },
  '/m/lead/shifts/:shiftId/cancel': { page: () => import('../features/lead/CancelPage.vue'), own: true },
  '/m/lead/shifts/:shiftId/walk-in': { page: () => import('../features/attendance/WalkInPage.vue'), own: true },
  '/m/lead/shifts/:shiftId/tablet': { page: () => import('../features/attendance/TabletPage.vue'), own: true },
  '/m/lead/shifts/:shiftId/paper': { page: () => import('../features/attendance/PaperPage.vue'), own: true },
  '/m/lead/shifts/:shiftId/outcomes': { page: () => import('../features/attendance/OutcomesPage.vue'), own: true },
  '/m/lead/shifts/:shiftId/list': { page: () => import('../features/attendance/PrintedListPage.vue'), own: true },
  '/m/lead/shifts/:shiftId/call-list': { page: () => import('../features/attendance/CallListPage.vue'), own: true },
  '/a/:activityId': { page: () => import('../features/activities/ActivityPage.vue') },
  '/verify': { page: () => import('../features/certificates/TypeCodePage.vue') },
  '/publicity': { page: () => import('../features/publicity/PublicityPage.vue') },
  '/publicity/old': { page: () => import('../features/openings/OpeningPublicityPage.vue') },
  '/honours': { page: () => import('../features/honours/HonoursPage.vue') },
  '/policy': { page: () => import('../features/policies/PolicyPage.vue') },
  '/ledger': { page: () => import('../features/ledger/LedgerPage.vue') },
};

export const phoneRoutes: RouteRecordRaw[] = [
  ...Object.entries(pages).map(([path, { page, own, bare }]) => ({
    path,
    component: page as NonNullable<RouteRecordRaw['component']>,
    meta: { own: own === true, bare: bare === true },
  })),
  {
    path: '/:unknown(.*)*',
    component: () => import('../features/home/UnknownPage.vue'),
    meta: { own: false, bare: false },
  },
];
