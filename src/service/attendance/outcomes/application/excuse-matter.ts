import { type Actor, leads } from '../../../../platform/foundation/actor/actor';
import type { Matter } from '../../../../platform/security/decisions';
import type { ShiftView } from '../../../activities';

export type ExcusedShift = Pick<
  ShiftView,
  'divisionPath' | 'leaderVolunteerId' | 'deputyVolunteerIds' | 'startsAt' | 'title'
>;

/** The person alone asks to be excused. */
const NOBODY_ELSE = 'system:nobody';

/**
 * What the guard needs to know of an excuse: decided by who takes the attendance of the shift, as the team's leader, in
 * the leader's place, or of staff; tied is who did not come.
 */
export function excuseMatter(actor: Actor, shift: ExcusedShift, volunteerId: string): Matter {
  const { divisionPath, leaderVolunteerId, deputyVolunteerIds, startsAt, title } = shift;
  const volunteerIds = [...(leaderVolunteerId === null ? [] : [leaderVolunteerId]), ...deputyVolunteerIds];
  return {
    permission: 'attendance.run',
    divisionPath,
    isReadersRight: volunteerIds.some((id) => leads(actor, id)),
    leaders: { volunteerIds, of: title },
    ...{ askedBy: NOBODY_ELSE, hands: [], concerned: [volunteerId], beganAt: startsAt },
  };
}
