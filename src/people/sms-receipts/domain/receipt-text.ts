import { type LocalDay, localDayOf, monthAndDay } from '../../../kernel/local-day';

/** What a receipt says. */
export interface ReceiptFacts {
  readonly receiptNo: string;
  /** Masked: the phone may be shared. */
  readonly maskedName: string;
  readonly placeName: string;
  readonly contactPhone: string | null;
  readonly activityTitle: string;
  readonly servedOn: LocalDay;
  readonly creditedMinutes: number;
  readonly publicityUntil: Date;
}

/** The message: which hours, until when they can be denied, and how. */
export function receiptText(facts: ReceiptFacts): string {
  const { placeName, contactPhone } = facts;
  const who = `${placeName}:${facts.maskedName}`;
  const what = `${monthAndDay(facts.servedOn)}在「${facts.activityTitle}」的志愿服务拟记 ${facts.creditedMinutes} 分钟`;
  const until = `公示到 ${monthAndDay(localDayOf(facts.publicityUntil.getTime() - 1))}`;
  const how = contactPhone === null ? `到${placeName}` : `拨打 ${contactPhone} `;
  return `${who} ${what},${until}。没有参加或时间不对,请在此之前${how}说明,并报回执号 ${facts.receiptNo}。`;
}
