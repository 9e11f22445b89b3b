import { dayOf, shortDay } from '../../words/time';
import { lastDayOf } from '../../words/record';
import type { RecordDetail } from './queries';

interface TrailStep {
  readonly name: string;
  readonly when: string;
  readonly state: 'done' | 'now' | 'later';
}

/** What was and what comes, with days. A record that earns nothing any more has no such way. */
export function trailOf(record: RecordDetail): readonly TrailStep[] {
  if (record.status === 'REJECTED' || record.status === 'REVERSED') return [];
  const computed: TrailStep = { name: '算出分钟', when: shortDay(dayOf(record.computedAt)), state: 'done' };
  const until = record.publicityUntil;
  if (record.status === 'UNDER_REVIEW' || record.status === 'COMPUTED') {
    return [
      computed,
      { name: '社区审核', when: '正在等', state: 'now' },
      { name: '公示', when: '审核通过以后', state: 'later' },
      { name: '确认入账', when: '公示期满以后', state: 'later' },
    ];
  }
  if (record.status === 'PUBLICITY') {
    return [
      computed,
      { name: '公示', when: until ? `到 ${shortDay(lastDayOf(until))}` : '正在公示', state: 'now' },
      { name: '确认入账', when: until ? `${shortDay(dayOf(until))}` : '公示期满以后', state: 'later' },
    ];
  }
  return [
    computed,
    { name: '公示', when: until ? `${shortDay(lastDayOf(until))} 期满` : '已期满', state: 'done' },
    { name: '确认入账', when: record.confirmedAt ? shortDay(dayOf(record.confirmedAt)) : '已入账', state: 'done' },
  ];
}

/** The same as a sentence, with what the person may still do. */
export function nextWords(record: RecordDetail): string {
  const last = record.publicityUntil ? shortDay(lastDayOf(record.publicityUntil)) : '';
  switch (record.status) {
    case 'UNDER_REVIEW':
    case 'COMPUTED':
      return '有工作人员在核对。通过以后公示几个工作日，没有异议就记入台账。现在也可以提异议。';
    case 'PUBLICITY':
      return `公示期间谁都可以提异议，最后一天是 ${last}。没有异议就记入台账，从此不再改动；要更正，会另记一笔。`;
    case 'CONFIRMED':
      return '已经记入台账，不再改动。以后发现不对，请联系社区申请更正，由两位工作人员办理，会另记一笔。';
    case 'REJECTED':
      return '这条没有通过，不计时长，也不计积分。觉得不对，请联系社区。';
    case 'REVERSED':
      return '这条后来更正过，以更正后的那一条为准；原来这条留着备查。';
  }
}
