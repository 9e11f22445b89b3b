import { complaintAbout, MAX_AMOUNT, type Posting } from './posting';

const posting: Posting = {
  volunteerId: '01900000-0000-7000-8000-000000000001',
  accountKind: 'SERVICE_MINUTES',
  amount: 120,
  issuerDivisionId: '01900000-0000-7000-8000-000000000002',
  reason: 'SERVICE',
  causeKind: 'SERVICE_RECORD',
  causeId: '01900000-0000-7000-8000-000000000003',
  ruleVersion: 'hours-1',
  effectiveAt: new Date('2026-11-02T01:00:00Z'),
};

describe('a posting', () => {
  it.each<[string, Partial<Posting>]>([
    ['service', {}],
    ['the largest amount', { amount: MAX_AMOUNT }],
    ['a penalty', { accountKind: 'POINT_TENTHS', reason: 'PENALTY', amount: -5 }],
    ['a reversal', { reason: 'REVERSAL', amount: -120, causeKind: 'REVERSAL', reversesSeq: 1 }],
  ])('may be %s', (_, change) => {
    expect(complaintAbout({ ...posting, ...change })).toBeNull();
  });

  it.each<[string, Partial<Posting>]>([
    ['of nothing', { amount: 0 }],
    ['of half a minute', { amount: 0.5 }],
    ['of no number', { amount: Number.NaN }],
    ['beyond the range', { amount: MAX_AMOUNT + 1 }],
    ['of negative service', { amount: -1 }],
    ['of a positive penalty', { reason: 'PENALTY', amount: 1 }],
    ['a reversal of nothing', { reason: 'REVERSAL', amount: -120 }],
    ['service that names an original', { reversesSeq: 1 }],
    ['at no time', { effectiveAt: new Date(Number.NaN) }],
  ])('is never %s', (_, change) => {
    expect(complaintAbout({ ...posting, ...change })).not.toBeNull();
  });
});
