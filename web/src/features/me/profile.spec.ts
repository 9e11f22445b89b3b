import { profileChange, type ProfileText, skillsOf } from './profile';

const typed: ProfileText = {
  politicalStatus: 'MASSES',
  occupation: ' 退休教师 ',
  address: '',
  skills: '急救、手语 急救',
  contactName: '',
  contactRelation: '',
  contactPhone: '',
};

describe('the own profile', () => {
  it('reads skills as people write them', () => {
    expect(skillsOf('急救、手语，开车,理发;急救')).toEqual(['急救', '手语', '开车', '理发']);
    expect(skillsOf('  ')).toEqual([]);
  });

  it('sends what is typed, and leaves the emergency contact alone where nothing is', () => {
    expect(profileChange(typed)).toEqual({
      politicalStatus: 'MASSES',
      occupation: '退休教师',
      address: null,
      skills: ['急救', '手语'],
    });
    expect(profileChange({ ...typed, contactName: '王小明' }).emergencyContact).toEqual({
      name: '王小明',
      relation: '',
      phone: '',
    });
  });
});
