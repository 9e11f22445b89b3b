import type { Today, TodayShift } from './queries';
import { clock, dayOf, longDay, minutes, shortDay } from '../../words/time';

/** The shift that matters now: what one is at, else what one may check in to, else the next of today. */
export function shiftNow({ shifts, now }: Pick<Today, 'shifts' | 'now'>): TodayShift | null {
  const open = shifts.filter(({ punchUntil, state }) => punchUntil > now || state === 'CHECKED_IN');
  return (
    open.find(({ mayPunch }) => mayPunch === 'OUT') ??
    open.find(({ mayPunch }) => mayPunch === 'IN') ??
    open[0] ??
    shifts[shifts.length - 1] ??
    null
  );
}

/** The title of the day is a sentence. */
export function headline(today: Today): string {
  const shift = shiftNow(today);
  if (shift === null) return '今天没有服务';
  if (shift.checkedOutAt) return '今天的服务做完了';
  if (shift.checkedInAt) return `${clock(shift.checkedInAt)} ${shift.pending ?? '已签到'}`;
  const hour = Number(clock(shift.startsAt).slice(0, 2));
  const part = hour < 12 ? '上午' : hour < 18 ? '下午' : '晚上';
  return today.shifts.length > 1 ? `今天有 ${today.shifts.length} 场服务` : `今天${part}有一场服务`;
}

export interface TrailPoint {
  readonly name: string;
  readonly when: string;
  readonly state: 'done' | 'now' | 'later';
}

/** 报名 → 签到 → 签退, with the hour of each. */
export function trailOf(shift: TodayShift): readonly TrailPoint[] {
  const isIn = shift.checkedInAt !== null && !shift.pending;
  const isOut = shift.checkedOutAt !== null;
  return [
    { name: shift.signupId ? '已报名' : '没报名', when: shift.signupId ? '' : '现场签到', state: 'done' },
    {
      name: isIn ? '已签到' : '签到',
      when: shift.checkedInAt ? clock(shift.checkedInAt) : `${clock(shift.punchFrom)} 起`,
      state: isIn ? 'done' : 'now',
    },
    {
      name: isOut ? '已签退' : '签退',
      when: shift.checkedOutAt ? clock(shift.checkedOutAt) : `${clock(shift.endsAt)} 后`,
      state: isOut ? 'done' : isIn ? 'now' : 'later',
    },
  ];
}

export interface Duty {
  readonly title: string;
  readonly second: string;
  readonly to: string;
  readonly icon: 'clock' | 'list' | 'people' | 'bell';
  readonly tone: 'warn' | 'in';
}

/** What waits for the person, most urgent first; each leads to where it is done. */
export function dutiesOf({ duties }: Today): readonly Duty[] {
  return [
    ...duties.missingCheckOuts.map((missing): Duty => ({
      title: `${shortDay(missing.servedOn)}漏了签退`,
      second: `请在 ${shortDay(dayOf(missing.correctUntil))}前核对`,
      to: `/m/records/${missing.recordId}`,
      icon: 'clock',
      tone: 'warn',
    })),
    ...(duties.waitingTransfers > 0
      ? [
          {
            title: '转移社区的申请在等回音',
            second: `${duties.waitingTransfers} 件，接收的社区办好会通知您`,
            to: '/m/me/community',
            icon: 'people',
            tone: 'in',
          } as const,
        ]
      : []),
    ...(duties.inPublicity > 0
      ? [
          {
            title: `${duties.inPublicity} 条时长正在公示`,
            second: '没有人提出异议，到期就入账',
            to: '/m/records',
            icon: 'list',
            tone: 'in',
          } as const,
        ]
      : []),
    ...(duties.unreadNotices > 0
      ? [
          {
            title: `${duties.unreadNotices} 条通知没有看`,
            second: '',
            to: '/m/notices',
            icon: 'bell',
            tone: 'in',
          } as const,
        ]
      : []),
  ];
}

/** 12 月 12 日，星期六，08:30–11:30 as one line. */
export function whenOf({ startsAt, endsAt }: Pick<TodayShift, 'startsAt' | 'endsAt'>): string {
  return `${longDay(dayOf(startsAt))}，${clock(startsAt)}–${clock(endsAt)}`;
}

/** When to check out, and until when one still may. */
export function checkOutWords({ startsAt, endsAt, punchUntil }: TodayShift): string {
  const day = dayOf(punchUntil) === dayOf(startsAt) ? '' : '次日 ';
  return `请在 ${clock(endsAt)} 后签退，最晚 ${day}${clock(punchUntil)}。`;
}

/** The words under 提前签退. */
export function earlyWords({ checkOutNow }: TodayShift): string {
  return checkOutNow ? `现在签退，只算到这一刻，计 ${minutes(checkOutNow.creditedMinutes)}` : '';
}
