/** What stands between somebody and a decision about a record. */
export interface ApproverFacts {
  /** The decider is the volunteer of the record. */
  readonly isVolunteer: boolean;
  /** The decider is declared to live in the volunteer's household. */
  readonly isHousehold: boolean;
  /** The record is about the leader of a team that the decider is an active member of. */
  readonly isMemberOfLedTeam: boolean;
  /** The decider recorded a punch of the record for the volunteer. */
  readonly isRecorder: boolean;
}

export type ApproverProblem = 'RECORD_OWN' | 'RECORD_OWN_HOUSEHOLD' | 'RECORD_OWN_LEADER' | 'RECORDER_IS_APPROVER';

const ORDER: readonly (readonly [keyof ApproverFacts, ApproverProblem])[] = [
  ['isVolunteer', 'RECORD_OWN'],
  ['isHousehold', 'RECORD_OWN_HOUSEHOLD'],
  ['isMemberOfLedTeam', 'RECORD_OWN_LEADER'],
  ['isRecorder', 'RECORDER_IS_APPROVER'],
];

/** Rule §2.3: nobody approves their own, their household's or their leader's record, nor what they recorded. */
export function approverProblem(facts: ApproverFacts): ApproverProblem | null {
  return ORDER.find(([fact]) => facts[fact])?.[1] ?? null;
}
