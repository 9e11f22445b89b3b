import type { components } from '../../api/schema';

export type NoticeKind = components['schemas']['NoticeResponse']['kind'];

interface Way {
  readonly to: string;
  /** What is there: a verb and its object. */
  readonly name: string;
}

const records: Way = { to: '/m/records', name: '看我的时长' };
const oldHours: Way = { to: '/m/records/old', name: '看我的历史时长' };
const teams: Way = { to: '/m/me/teams', name: '看我的服务队' };
const help: Way = { to: '/m/help', name: '打电话给社区' };

/** Where a notice leads; null where its sentence says all. A new kind does not compile until it has its way. */
export const wayOf: Readonly<Record<NoticeKind, Way | null>> = {
  CHECK_OUT_SOON: { to: '/m', name: '去签退' },
  CHECK_OUT_MISSED: { to: '/m/records', name: '补报签退时间' },
  AUTO_CLOSED: { to: '/m/records', name: '补报签退时间' },
  RECORD_REJECTED: records,
  OBJECTION_RAISED: records,
  OBJECTION_ANSWERED: records,
  OLD_HOURS_PUBLIC: oldHours,
  OLD_HOURS_OBJECTION: oldHours,
  OLD_HOURS_ANSWERED: oldHours,
  VISIT_NOT_FOUND: help,
  REGISTERED_AGAIN: help,
  RECORDS_DUE: null,
  RECORDS_OVERDUE: null,
  CAP_DECIDED: records,
  DEPUTY_APPOINTED: teams,
  DEPUTY_NAMED: teams,
  DEPUTY_REMOVED: help,
  CALLED_PRESENT: null,
  RECOMPUTED: records,
  SHIFT_CANCELLED: { to: '/m/activities', name: '看看别的活动' },
  ACTIVITY_MOVED: { to: '/m/records/signups', name: '看我的报名' },
  DECISION_ASKED: help,
  DECISION_APPROVED: null,
  DECISION_REJECTED: null,
};
