import { type Answer, Journal, type Operation } from './journal';

const operation: Operation = { key: 'k', kind: 'punch', as: 'leader', path: '/', body: {} };
const yes = (text = 'done'): Answer => ({ outcome: 'ACKNOWLEDGED', text });
const no: Answer = { outcome: 'REFUSED', code: 'NO' };
const unknown: Answer = { outcome: 'UNKNOWN', reason: 'reset' };

function journalOf(...answers: readonly Answer[]): Journal {
  const journal = new Journal();
  for (const answer of answers) journal.note(operation, answer, journal.send(operation));
  return journal;
}

describe('the journal of a drill', () => {
  it.each([
    ['an answer', [yes()], 'ACKNOWLEDGED'],
    ['a refusal', [no], 'REFUSED'],
    ['no answer', [unknown], 'UNKNOWN'],
    ['a refusal beside a request without answer settles nothing', [unknown, no], 'UNKNOWN'],
    ['an answer settles it in any case', [unknown, no, yes()], 'ACKNOWLEDGED'],
  ] as const)('%s', (_, answers, state) => {
    const journal = journalOf(...answers);
    expect(journal.of(state)).toHaveLength(1);
    expect(journal.contradictions).toEqual([]);
  });

  it('lets only the repetition count once the open ones were taken', () => {
    const journal = journalOf(unknown);
    expect(journal.takeUnknown()).toEqual([operation]);
    journal.note(operation, no, journal.send(operation));
    expect(journal.count('REFUSED')).toBe(1);
  });

  it.each([
    ['two different answers', [yes('a'), yes('b')]],
    ['a refusal of what was acknowledged before it was sent', [yes(), no]],
  ] as const)('finds %s', (_, answers) => {
    expect(journalOf(...answers).contradictions).toHaveLength(1);
  });

  it('finds an impostor that was accepted, or refused for another reason than its key', () => {
    const journal = journalOf(yes());
    journal.noteImpostor(operation, unknown);
    journal.noteImpostor(operation, { outcome: 'REFUSED', code: 'PUNCH_ID_REUSED' });
    expect(journal.contradictions).toEqual([]);
    journal.noteImpostor(operation, yes());
    journal.noteImpostor(operation, no);
    expect(journal.contradictions).toHaveLength(2);
  });
});
