/** What kinds of time an activity gives: service hours, or training hours, which are kept apart from service. */
export const activityKinds = ['SERVICE', 'TRAINING'] as const;
export type ActivityKind = (typeof activityKinds)[number];

/** Code of what is done; which codes there are is a place's data (kinds). */
export type ActivityCategory = string;

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
