import type { components } from '../../api/schema';
import { dayOf, longDay, shortDay, span } from '../../words/time';

export type Cancellation = components['schemas']['CancellationResponse'];

type Times = Pick<Cancellation, 'shifts'>;

/** 「12 月 5 日，星期六 09:00–11:00」; of several their number and the first. */
export function whenOf({ shifts }: Times): string {
  const [first] = shifts;
  if (!first) return '没有还没开始的场次';
  const one = `${longDay(dayOf(first.startsAt))} ${span(first.startsAt, first.endsAt)}`;
  return shifts.length === 1 ? one : `共 ${shifts.length} 场，第一场 ${one}`;
}

/** Whether something of it has begun: then it is ended, not called off. */
export function hasBegun({ shifts }: Times, nowMs: number): boolean {
  return shifts.some(({ startsAt, status }) => status === 'SCHEDULED' && Date.parse(startsAt) <= nowMs);
}

type Counts = Pick<Cancellation, 'peopleCount' | 'textCount' | 'inboxCount' | 'untold'>;

/** How each of them hears of it, as sentences; before it as what will be. */
export function tellingWords(
  { peopleCount, textCount, inboxCount, untold }: Counts,
  isDone: boolean,
): readonly string[] {
  if (peopleCount === 0) return ['没有人报名，不用告诉谁。'];
  const will = isDone ? '已经' : '会';
  return [
    `${peopleCount} 人报了名，${isDone ? '报名已全部取消' : '报名会全部取消'}，不算爽约。`,
    ...(textCount > 0 ? [`${textCount} 人${will}收到短信和通知。`] : []),
    ...(inboxCount > 0
      ? [`${inboxCount} 人${will}收到通知，打开手机上的这个系统才看得到；快开始的，请再在群里说一声。`]
      : []),
    ...(untold.length > 0 ? [`${untold.length} 人手机上收不到，要您打电话或当面告诉。`] : []),
  ];
}

/** For the residents' group. */
export function groupWords(off: Pick<Cancellation, 'title' | 'shifts' | 'reason'>): string {
  const [first] = off.shifts;
  const when = first
    ? off.shifts.length === 1
      ? `${shortDay(dayOf(first.startsAt))} ${span(first.startsAt, first.endsAt)} 的这一场`
      : `${shortDay(dayOf(first.startsAt))}起的 ${off.shifts.length} 场`
    : '';
  return `【取消】${off.title}：${when}不办了，请不要去。原因：${(off.reason ?? '').replace(/[。！]+$/, '')}。`;
}
