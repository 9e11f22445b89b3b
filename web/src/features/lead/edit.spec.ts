import { changed, differences, rebased, type Words } from './edit';

const base: Words = { title: '巡河', placeName: '北门', description: '', participantNotes: '带水' };

it('sends what was changed and nothing else; an empty text is none', () => {
  expect(changed(base, { ...base, placeName: ' 南门 ', participantNotes: ' ' })).toEqual({
    placeName: '南门',
    participantNotes: null,
  });
  expect(changed(base, base)).toEqual({});
});

it('shows what somebody else changed, and beside it what is written here', () => {
  const theirs = { ...base, placeName: '西门', description: '沿河走' };
  const mine = { ...base, placeName: '南门', title: '周六巡河' };
  expect(differences(base, theirs, mine)).toEqual([
    { field: 'placeName', name: '集合地点', theirs: '西门', mine: '南门' },
    { field: 'description', name: '活动说明', theirs: '沿河走', mine: null },
  ]);
  expect(rebased(base, theirs, mine)).toEqual({ ...theirs, placeName: '南门', title: '周六巡河' });
});
