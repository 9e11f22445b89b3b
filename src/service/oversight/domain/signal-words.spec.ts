import { signalSentence } from './signal-words';
import { signalKinds } from './signals';

describe('what a signal says', () => {
  it('is one sentence for every kind, whatever its evidence lacks', () => {
    for (const kind of signalKinds) expect(signalSentence(kind, {})).toMatch(/^[^{}]+。$/);
  });

  it('has the figures and nobody', () => {
    const evidence = { peopleCount: 4, volunteerIds: ['0190f3a2-6b1c-7def-8a01-23456789abcd'] };
    expect(signalSentence('SHARED_DEVICE', evidence)).toBe('同一部手机在几分钟里给 4 人打过卡。');
  });
});
