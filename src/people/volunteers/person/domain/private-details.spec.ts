import { changedDetails } from './private-details';

describe('changedDetails', () => {
  const known = { occupation: '教师', address: '福镇街道御景豪宅 1 号楼 2 单元 301' };

  it('leaves what is not mentioned, replaces what is given and takes away what is null', () => {
    expect(changedDetails(known, { occupation: undefined, address: undefined, emergencyContact: undefined })).toEqual(
      known,
    );
    expect(changedDetails(known, { occupation: '退休', address: null, emergencyContact: undefined })).toEqual({
      occupation: '退休',
    });
    expect(changedDetails({}, { occupation: null, address: null, emergencyContact: null })).toEqual({});
  });
});
