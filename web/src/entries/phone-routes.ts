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
  '/m/lead/shifts/:shiftId': { page: () => import('../features/attendance/ShiftPage.vue'), own: true, bare: true },
  '/m/lead/shifts/:shiftId/rest': { page: () => import('../features/attendance/RestPage.vue'), own: true },
  '/m/records': { page: () => import('../features/records/RecordsPage.vue'), own: true },
  '/m/records/declare': { page: () => import('../features/records/DeclarePage.vue'), own: true },
  '/m/records/:recordId': { page: () => import('../features/records/RecordPage.vue'), own: true },
  '/m/points': { page: () => import('../features/points/PointsPage.vue'), own: true },
  '/m/certificates': { page: () => import('../features/certificates/CertificatesPage.vue'), own: true },
  '/m/card': { page: () => import('../features/card/CardPage.vue'), own: true },
  '/a/:activityId': { page: () => import('../features/activities/ActivityPage.vue') },
  '/verify': { page: () => import('../features/certificates/TypeCodePage.vue') },
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
