import { noticeKinds, noticeSentence } from './notice-sentences';

describe('notices', () => {
  it.each(noticeKinds)('%s is a Chinese sentence without gaps', (kind) => {
    const data = { title: '巡河', endsAt: '11:00', minutes: 110, until: '12 月 2 日', outcome: '不成立' };
    const more = {
      count: 3,
      servedOn: '11 月 28 日',
      dueOn: '2026-12-11',
      approved: 240,
      refused: 0,
      before: 120,
      after: 90,
      ...{ when: '12 月 5 日 09:00–11:00 的场次', reason: '下雨', place: '南门' },
    };
    const sentence = noticeSentence(kind, { ...data, ...more });
    expect(sentence).toMatch(/[\u4e00-\u9fff].*。$/);
    expect(sentence).not.toMatch(/undefined|「」| {2}/);
  });
});
