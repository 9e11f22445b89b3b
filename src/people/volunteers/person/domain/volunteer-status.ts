export type VolunteerStatus = 'PENDING' | 'ACTIVE' | 'REJECTED' | 'SUSPENDED' | 'CLOSED';
export type StatusCommand = 'APPROVE' | 'REJECT' | 'RESUBMIT' | 'SUSPEND' | 'RESUME' | 'CLOSE';

export type StatusDecision =
  | { readonly isAllowed: true; readonly next: VolunteerStatus }
  | {
      readonly isAllowed: false;
      readonly problem: 'VOLUNTEER_CLOSED' | 'VOLUNTEER_STATUS_CONFLICT' | 'VOLUNTEER_REASON_REQUIRED';
    };

const TRANSITIONS: Readonly<Record<VolunteerStatus, Readonly<Partial<Record<StatusCommand, VolunteerStatus>>>>> = {
  PENDING: { APPROVE: 'ACTIVE', REJECT: 'REJECTED', CLOSE: 'CLOSED' },
  ACTIVE: { SUSPEND: 'SUSPENDED', CLOSE: 'CLOSED' },
  REJECTED: { RESUBMIT: 'PENDING', CLOSE: 'CLOSED' },
  SUSPENDED: { RESUME: 'ACTIVE', CLOSE: 'CLOSED' },
  CLOSED: {},
};

const NEEDS_REASON: ReadonlySet<StatusCommand> = new Set<StatusCommand>(['REJECT', 'SUSPEND']);

/**
 * Where a volunteer's status may go. A closed account stays closed; rejecting and suspending need a reason, because the
 * person is told. The state is looked at before the reason.
 */
export function decideStatus(status: VolunteerStatus, command: StatusCommand, reason: string | null): StatusDecision {
  if (status === 'CLOSED') return { isAllowed: false, problem: 'VOLUNTEER_CLOSED' };
  const next = TRANSITIONS[status][command];
  if (!next) return { isAllowed: false, problem: 'VOLUNTEER_STATUS_CONFLICT' };
  if (NEEDS_REASON.has(command) && (reason ?? '').trim() === '') {
    return { isAllowed: false, problem: 'VOLUNTEER_REASON_REQUIRED' };
  }
  return { isAllowed: true, next };
}
