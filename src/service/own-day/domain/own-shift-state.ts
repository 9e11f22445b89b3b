/** Where somebody stands in a shift, and the word for it. */
export const ownShiftStates = {
  WAITLISTED: '候补中',
  SIGNED_UP: '已报名',
  CHECKED_IN: '已签到',
  CHECKED_OUT: '已签退',
  AUTO_CLOSED: '没有签退，系统已代签退',
  ABSENT: '没有签到',
} as const;
export type OwnShiftState = keyof typeof ownShiftStates;

export interface OwnShiftFacts {
  readonly isWaitlisted: boolean;
  readonly attendance: 'IN' | 'OUT' | null;
  readonly isClosed: boolean;
  /** The record says that the system checked out; false before there is one. */
  readonly isAutoClosed: boolean;
}

/** Who is still checked in when the shift is closed was, or is about to be, checked out by the system. */
export function ownShiftState({ isWaitlisted, attendance, isClosed, isAutoClosed }: OwnShiftFacts): OwnShiftState {
  if (isAutoClosed || (attendance === 'IN' && isClosed)) return 'AUTO_CLOSED';
  if (attendance === 'OUT') return 'CHECKED_OUT';
  if (attendance === 'IN') return 'CHECKED_IN';
  if (isWaitlisted) return 'WAITLISTED';
  return isClosed ? 'ABSENT' : 'SIGNED_UP';
}
