import type { RouteRecordRaw } from 'vue-router';
import type { PhonePath } from './phone-paths';

/** `own`: only for somebody signed in; the bar at the bottom is that of a volunteer. */
interface PhoneRoute {
  readonly page: () => Promise<unknown>;
  readonly own?: true;
}

const pages: Readonly<Record<PhonePath, PhoneRoute>> = {
  '/': { page: () => import('../features/home/HomePage.vue') },
  '/m': { page: () => import('../features/today/TodayPage.vue'), own: true },
  '/m/activities': { page: () => import('../features/activities/ActivitiesPage.vue') },
  '/m/punch/:shiftId': { page: () => import('../features/punching/PunchPage.vue'), own: true },
  '/a/:activityId': { page: () => import('../features/activities/ActivityPage.vue') },
  '/verify': { page: () => import('../features/certificates/TypeCodePage.vue') },
};

export const phoneRoutes: RouteRecordRaw[] = [
  ...Object.entries(pages).map(([path, { page, own }]) => ({
    path,
    component: page as NonNullable<RouteRecordRaw['component']>,
    meta: { own: own === true },
  })),
  { path: '/:unknown(.*)*', component: () => import('../features/home/UnknownPage.vue'), meta: { own: false } },
];
