import { emptyDraft, registrationOf, stepOf } from './draft';

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

  it('leads back to the step of a refused field', () => {
    expect(['phone', 'emergencyContact.phone', 'consents', 'idNumber'].map(stepOf)).toEqual([2, 3, 4, 1]);
    expect([undefined, 'something else'].map(stepOf)).toEqual([null, null]);
  });
});
