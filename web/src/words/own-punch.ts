import { clock } from './time';

/** What is said of a punch that this phone keeps, or kept; the shape of `offline/own-punch-queue.ts`. */
interface Kept {
  readonly direction: 'IN' | 'OUT';
  readonly happenedAt: string;
  readonly state: 'WAITING' | 'RECORDED' | 'KNOWN' | 'IN_REVIEW' | 'REFUSED';
  readonly message?: string;
  readonly reason?: string;
}

export const VERB = { IN: '签到', OUT: '签退' } as const;

/** @param outlivesPage false where the phone is full, or its browser keeps nothing. */
export function waits(outlivesPage: boolean): string {
  return outlivesPage
    ? '已存在这部手机里，连上网会自己补传。'
    : '只存在这一页里，连上网会自己补传。手机存不下，或者浏览器不让存，补传以前请不要关掉这一页。';
}

/** 09:00 的签到 */
export function whenOf({ direction, happenedAt }: Kept): string {
  return `${clock(happenedAt)} 的${VERB[direction]}`;
}

/** What is said at the end of a punch. */
export interface Fate {
  readonly tone: 'ok' | 'warn' | 'bad';
  readonly title: string;
  readonly message: string;
}

/** @param outlivesPage whether what this phone keeps stays there when the page is closed. */
export function fateOf(punch: Kept, outlivesPage: boolean): Fate {
  const message = punch.message ?? '';
  switch (punch.state) {
    case 'WAITING':
      return {
        tone: 'warn',
        title: outlivesPage ? '已存在这部手机里' : '只存在这一页里',
        message: `${whenOf(punch)}${waits(outlivesPage)}`,
      };
    case 'RECORDED':
      return { tone: 'ok', title: `${VERB[punch.direction]}好了`, message };
    case 'KNOWN':
      return { tone: 'ok', title: `已经${VERB[punch.direction]}`, message: '先前的一次有效，不用再打。' };
    case 'IN_REVIEW':
      return punch.reason === 'LATE_LINES'
        ? {
            tone: 'warn',
            title: '传得太晚，已转为补报',
            message: '等队外工作人员核对后补入。也可以告诉现场负责人，请他向社区说明您到了场。',
          }
        : { tone: 'warn', title: '已收下，等人核对', message };
    case 'REFUSED':
      return {
        tone: 'bad',
        title: `没有${VERB[punch.direction]}`,
        message: `${message}已经离开现场的，请联系现场负责人，或者在“时长”里自我申报。`,
      };
  }
}
