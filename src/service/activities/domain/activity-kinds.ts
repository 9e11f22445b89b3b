/** What kinds of time an activity gives: service hours, or training hours, which are kept apart from service. */
export const activityKinds = ['SERVICE', 'TRAINING'] as const;
export type ActivityKind = (typeof activityKinds)[number];

/** What is done, with the name it has in the street. */
export const activityCategories = {
  RIVER_PATROL: '巡河护河',
  PLOT_CLEARING: '清理小片荒',
  STAIRWELL_CLEANUP: '楼道清理',
  STREET_CLEANING: '街面清扫',
  CITY_GARDEN: '城市花园建设',
  TRAFFIC_DUTY: '交通志愿值守',
  PERSUASION: '文明劝导',
  EPIDEMIC_CONTROL: '疫情防控',
  CARE_FOR_MINORS: '关爱未成年人',
  LECTURE: '宣讲',
  TABLE_TENNIS: '乒乓球赛',
  TRAINING: '志愿者培训',
  WEEKLY_SERVICE_DAY: '每周志愿服务日',
  MICRO_WISH: '微心愿',
  RECTIFICATION: '小区整改',
  MONDAY_INSPECTION: '周一检查',
  OTHER: '其他',
} as const;
export type ActivityCategory = keyof typeof activityCategories;
export const activityCategoryCodes = Object.keys(activityCategories) as readonly ActivityCategory[];

/** Ways to check in: the rotating code, the leader's roll call, a member of staff, a tablet on the spot. */
export const checkInModes = ['CODE', 'ROLL_CALL', 'STAFF', 'KIOSK'] as const;
export type CheckInMode = (typeof checkInModes)[number];

/** What has to be handed in besides the punches. */
export const evidenceModes = ['NONE', 'PHOTO'] as const;
export type EvidenceMode = (typeof evidenceModes)[number];

export const riskLevels = ['LOW', 'MEDIUM', 'HIGH'] as const;

/** Coordinate systems: GPS, and the one of Chinese map services. They differ by some hundred metres. */
export const coordinateSystems = ['WGS84', 'GCJ02'] as const;
export type CoordinateSystem = (typeof coordinateSystems)[number];

export const duties = ['LEADER', 'MEMBER'] as const;
export type Duty = (typeof duties)[number];

export type ActivityStatus = 'DRAFT' | 'PUBLISHED' | 'CANCELLED' | 'CLOSED';
export type ShiftStatus = 'SCHEDULED' | 'CLOSED' | 'CANCELLED';
export type SignupStatus = 'CONFIRMED' | 'WAITLISTED' | 'CANCELLED';

/** Training time belongs to training, whatever else it is about; so category and kind say the same. */
export function kindFitsCategory(kind: ActivityKind, category: ActivityCategory): boolean {
  return category !== 'TRAINING' || kind === 'TRAINING';
}
