import { emptyDraft, faultsOf, registrationOf, stepOf } from './draft';

const typed = {
  ...emptyDraft,
  place: { id: 'a-building', place: '御景社区 1号楼' },
  name: ' 王桂兰 ',
  phone: '13900001111 ',
  agreed: ['REGISTRATION' as const],
};

describe('a registration', () => {
  it('is sent as typed, with the version of the words that were read', () => {
    expect(registrationOf(typed, ' 11010519491231002x', '2026-1')).toEqual({
      divisionId: 'a-building',
      name: '王桂兰',
      idNumber: '11010519491231002X',
      phone: '13900001111',
      consents: [{ purpose: 'REGISTRATION', textVersion: '2026-1', channel: 'SELF' }],
    });
  });

  it('has an emergency contact only where one was typed', () => {
    expect(registrationOf({ ...typed, contactPhone: '139' }, '', '').emergencyContact).toEqual({
      name: '',
      relation: '',
      phone: '139',
    });
  });

  it('of a child names the guardian, and no phone where the child has none', () => {
    const child = {
      ...typed,
      phone: ' ',
      isByText: true,
      guardianName: '王建国 ',
      guardianRelation: '祖父',
      contactName: '旧',
    };
    const body = registrationOf({ ...child, guardianPhone: '13700001111' }, '', '2026-1');
    expect(body.guardian).toEqual({ name: '王建国', relation: '祖父', phone: '13700001111' });
    expect([body.phone, body.emergencyContact]).toEqual([undefined, undefined]);
    expect(faultsOf(child, 2, '')).toEqual({});
    expect(Object.keys(faultsOf(child, 3, ''))).toEqual(['guardian.phone']);
    const own = { ...child, phone: '137 0000 1111', guardianPhone: '13700001111' };
    expect(faultsOf(own, 3, '')['guardian.phone']).toContain('不能和孩子的一样');
    expect(faultsOf({ ...typed, phone: '' }, 2, '')).toHaveProperty('phone');
  });

  it('leads back to the step of a refused field', () => {
    expect(['phone', 'emergencyContact.phone', 'guardian.phone', 'consents', 'idNumber'].map(stepOf)).toEqual([
      2, 3, 3, 4, 1,
    ]);
    expect([undefined, 'something else'].map(stepOf)).toEqual([null, null]);
  });
});
