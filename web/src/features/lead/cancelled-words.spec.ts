import { groupWords, hasBegun, tellingWords, whenOf } from './cancelled-words';

const shift = (day: string) => ({
  ...{ id: day, status: 'SCHEDULED' as const },
  ...{ startsAt: `2026-12-${day}T01:00:00Z`, endsAt: `2026-12-${day}T03:00:00Z` },
});
const nobody = { peopleCount: 0, textCount: 0, inboxCount: 0, untold: [] };
const person = { volunteerId: 'v', volunteerNo: 'V1', name: '何无信', startsAt: shift('05').startsAt };

it('says how many hear of it and by which way, and who does not', () => {
  expect(tellingWords(nobody, false)).toEqual(['没有人报名，不用告诉谁。']);
  const some = { peopleCount: 6, textCount: 3, inboxCount: 2, untold: [person] };
  expect(tellingWords(some, false)).toEqual([
    '6 人报了名，报名会全部取消，不算爽约。',
    '3 人会收到短信和通知。',
    '2 人会收到通知，打开手机上的这个系统才看得到；快开始的，请再在群里说一声。',
    '1 人手机上收不到，要您打电话或当面告诉。',
  ]);
  expect(tellingWords({ ...some, inboxCount: 0, untold: [] }, true)).toEqual([
    '6 人报了名，报名已全部取消，不算爽约。',
    '3 人已经收到短信和通知。',
  ]);
});

it('is ended and not called off once something of it has begun', () => {
  const both = { shifts: [shift('05'), shift('12')] };
  expect(hasBegun(both, Date.parse('2026-12-05T00:59:00Z'))).toBe(false);
  expect(hasBegun(both, Date.parse('2026-12-05T01:00:00Z'))).toBe(true);
});

it('names one shift by its hours, several by their number', () => {
  expect(whenOf({ shifts: [shift('05')] })).toMatch(/12 月 5 日，星期六 09:00–11:00$/);
  expect(whenOf({ shifts: [shift('05'), shift('12')] })).toMatch(/^共 2 场，第一场 /);
  const words = groupWords({ title: '巡河', reason: '下雨。', shifts: [shift('05')] });
  expect(words).toMatch(/^【取消】巡河：.*12 月 5 日 09:00–11:00 的这一场不办了，请不要去。原因：下雨。$/);
});
