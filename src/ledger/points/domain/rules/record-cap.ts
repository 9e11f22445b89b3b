import { type CapRule, pointTenths } from './points-rule';

/** What one record may earn. */
export const recordCap = {
  code: 'RECORD',
  figure: 'recordPointTenths',
  schema: pointTenths.nullable(),
  earnedPointTenths: ({ earnedInRecordPointTenths }) => earnedInRecordPointTenths ?? 0,
} as const satisfies CapRule;
