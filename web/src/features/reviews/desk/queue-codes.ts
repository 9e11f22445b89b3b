/** The queues of the 审核台 as their addresses name them, in the order they are shown. */
export const queueCodes = [
  'records',
  'caps-community',
  'caps-street',
  'objections',
  'opening-objections',
  'opening-imports',
  'registrations',
  'import-reviews',
  'corrections',
  'merges',
  'transfers',
  'closings',
  'reveals',
  'memberships',
  'excuses',
  'certificates',
  'decisions',
] as const;

export type QueueCode = (typeof queueCodes)[number];
