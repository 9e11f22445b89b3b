import { partnerUnitMissing } from './team-kind';

describe('partnerUnitMissing', () => {
  it.each(['RESIDENT', 'PARTY_MEMBER', 'LECTURERS', 'PARTNER_UNIT'])('%s without a unit', (kind) => {
    expect(partnerUnitMissing(kind, null)).toBe(kind === 'PARTNER_UNIT');
  });

  it('is satisfied by a unit', () => {
    expect(partnerUnitMissing('PARTNER_UNIT', '供电所')).toBe(false);
  });
});
