import { nobodyYet, registrationOf } from './registration';

describe('what a desk sends of somebody new', () => {
  it('leaves out what is empty, and names one version of the texts for all consents', () => {
    const person = { ...nobodyYet, divisionId: 'd', name: ' 叶佳美 ', idNumber: '11010519491231002x' };
    expect(registrationOf(person, '2026-1')).toEqual({
      divisionId: 'd',
      name: '叶佳美',
      idNumber: '11010519491231002X',
      consents: [{ purpose: 'REGISTRATION', textVersion: '2026-1', channel: 'PAPER' }],
    });
  });

  it('takes an emergency contact as a whole', () => {
    const contact = { contactName: '叶明', contactRelation: '女儿', contactPhone: '13600000002' };
    expect(registrationOf({ ...nobodyYet, ...contact }, '2026-1').emergencyContact).toEqual({
      name: '叶明',
      relation: '女儿',
      phone: '13600000002',
    });
  });
});
