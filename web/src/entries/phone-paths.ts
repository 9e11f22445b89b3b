/**
 * Every address that the phone entry answers. The build writes them to `web/dist/shells.json`, from where the service reads
 * them: a path that stands here and has no page, or the other way round, fails a test. An unknown address stays a 404.
 */
export const phonePaths = [
  '/',
  '/m',
  '/m/activities',
  '/m/punch/:shiftId',
  '/m/lead',
  '/m/lead/shifts/:shiftId',
  '/m/lead/shifts/:shiftId/rest',
  '/m/records',
  '/m/records/declare',
  '/m/records/:recordId',
  '/m/points',
  '/m/certificates',
  '/m/card',
  '/m/notices',
  '/m/me',
  '/m/me/profile',
  '/m/me/correction',
  '/m/me/teams',
  '/m/me/community',
  '/m/me/consents',
  '/m/me/consents/:purpose',
  '/m/me/phone',
  '/m/me/password',
  '/m/me/second-factor',
  '/m/me/devices',
  '/m/me/platforms',
  '/m/me/merges',
  '/m/me/export',
  '/m/me/leave',
  '/m/me/text-size',
  '/m/help',
  '/register',
  '/a/:activityId',
  '/verify',
] as const;

export type PhonePath = (typeof phonePaths)[number];
