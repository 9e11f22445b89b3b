import { Injectable, Logger } from '@nestjs/common';
import { Outbox } from '../../../platform/data/outbox';
import type { Transaction } from '../../../platform/data/database/unit-of-work';
import { Clock } from '../../../platform/foundation/clock/clock';
import { type NewNotice, type NoticeKey, Notices } from '../../notices';
import { OwnPhones, Sms, SmsRefused } from '../../phone-sign-in';
import { PublicNames } from '../../volunteers';
import { DAY_MS, nextTextAt, seriesOf } from '../domain/text-series';
import { textNotice } from '../jobs/receipt-jobs';
import { ReachByPhone } from './reach-by-phone';

/** News that is older misleads more than it helps. */
const STALE_AFTER_MS = DAY_MS;

/**
 * Tells people at once: into the inbox, and by text whoever agreed to texts. A text of which nobody knows whether it went out
 * is not repeated; the inbox has it in any case.
 */
@Injectable()
export class TextNotices {
  private readonly logger = new Logger(TextNotices.name);

  constructor(
    private readonly notices: Notices,
    private readonly reach: ReachByPhone,
    private readonly outbox: Outbox,
    private readonly phones: OwnPhones,
    private readonly names: PublicNames,
    private readonly sms: Sms,
    private readonly clock: Clock,
  ) {}

  /**
   * Writes the notices; with the commit it rings for a text to each who gets texts. Of what changes again and again the inbox
   * has every change, and a text says the newest: some minutes apart, and a few a day.
   */
  async tell(tx: Transaction, notices: readonly NewNotice[]): Promise<void> {
    await this.notices.send(tx, notices);
    const ways = await this.reach.ways(
      notices.map(({ volunteerId }) => volunteerId),
      tx,
    );
    const byText = notices.filter(({ volunteerId }) => ways.get(volunteerId) === 'TEXT');
    const waits = await this.waits(tx, byText);
    await this.outbox.addMany(
      tx,
      byText.flatMap((notice) => {
        const { volunteerId, kind, subjectKey } = notice;
        const availableAt = waits.get(keyOf(notice));
        if (availableAt === null) return [];
        return {
          ...{ job: textNotice, payload: { volunteerId, kind, subjectKey } },
          dedupKey: keyOf(notice),
          ...(availableAt && { availableAt }),
        };
      }),
    );
  }

  /** Until when the texts wait that do not go out at once, by key; null for those that never do. */
  private async waits(tx: Transaction, notices: readonly NewNotice[]): Promise<ReadonlyMap<string, Date | null>> {
    const now = this.clock.now();
    const ofSeries = notices.flatMap((notice) => {
      const series = seriesOf(notice);
      return series === null ? [] : [{ ...notice, series }];
    });
    if (ofSeries.length === 0) return new Map();
    const earlier = await this.notices.writtenSince(tx, new Date(now.getTime() - DAY_MS), ofSeries);
    return new Map(earlier.map(({ times, ...notice }) => [keyOf(notice), nextTextAt(times, now)]));
  }

  /** Sends what was written, unless consent or phone are gone or it is too late. @throws SmsRefused to be tried again */
  async send(key: NoticeKey): Promise<void> {
    const { volunteerId } = key;
    const notice = await this.notices.find(key, seriesOf(key) ?? undefined);
    if (!notice || this.clock.nowMs() - notice.createdAt.getTime() > STALE_AFTER_MS) return;
    if ((await this.reach.ways([volunteerId])).get(volunteerId) !== 'TEXT') return;
    const [phone, nameOf] = [await this.phones.of(volunteerId), await this.names.of([volunteerId], 'SMS')];
    if (!phone) return;
    try {
      await this.sms.send(phone.text, `${nameOf(volunteerId).text}：${notice.sentence}`);
    } catch (error) {
      if (error instanceof SmsRefused) throw error;
      this.logger.warn({ reason: error instanceof Error ? error.name : 'unknown' }, 'a text may have gone out or not');
    }
  }
}

function keyOf({ volunteerId, kind, subjectKey }: NoticeKey): string {
  return `${volunteerId}.${kind}.${subjectKey}`;
}
