import { type ApproverFacts, approverProblem } from './approver-rules';

const nothing: ApproverFacts = {
  isVolunteer: false,
  isHousehold: false,
  isMemberOfLedTeam: false,
  isRecorder: false,
};
const everything: ApproverFacts = { isVolunteer: true, isHousehold: true, isMemberOfLedTeam: true, isRecorder: true };

describe('who may approve a record', () => {
  // One row per refusal, in the order of precedence: each row lacks what the rows above complain about.
  it.each<[string, ApproverFacts, string | null]>([
    ['the volunteer, whatever else', everything, 'RECORD_OWN'],
    ['the household', { ...everything, isVolunteer: false }, 'RECORD_OWN_HOUSEHOLD'],
    ['a member, about the leader', { ...nothing, isMemberOfLedTeam: true, isRecorder: true }, 'RECORD_OWN_LEADER'],
    ['the recorder', { ...nothing, isRecorder: true }, 'RECORDER_IS_APPROVER'],
    ['somebody else', nothing, null],
  ])('%s', (_who, facts, problem) => {
    expect(approverProblem(facts)).toBe(problem);
  });
});
