import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/foundation/clock/clock';
import { type CommandContext, Commands } from '../../../platform/data/database/commands';
import { decodeCursor, limitOf, type Page, pageOf, type PageQuery } from '../../../platform/delivery/http/paging';
import { requireVolunteer } from '../../../platform/security/identity/access';
import type { Actor } from '../../../platform/foundation/actor/actor';
import { type NoticeAction, noticeAction, type NoticeKind, noticeSentence } from '../domain/notice-sentences';
import { NoticeInbox } from '../persistence/notice-inbox';

export interface OwnNotice {
  readonly id: string;
  readonly kind: NoticeKind;
  readonly sentence: string;
  readonly createdAt: string;
  readonly isRead: boolean;
  /** What can be answered with one tap; null where there is nothing to answer. */
  readonly action: NoticeAction | null;
}

export interface OwnNoticePage extends Page<OwnNotice> {
  readonly unreadCount: number;
}

/** A volunteer's own inbox. */
@Injectable()
export class OwnNotices {
  constructor(
    private readonly commands: Commands,
    private readonly inbox: NoticeInbox,
    private readonly clock: Clock,
  ) {}

  /** @throws VOLUNTEER_ACCOUNT_REQUIRED, CURSOR_INVALID */
  async page(actor: Actor, query: PageQuery): Promise<OwnNoticePage> {
    const volunteerId = requireVolunteer(actor);
    const rows = await this.inbox.page(volunteerId, decodeCursor(query, 2), limitOf(query));
    const page = pageOf(
      rows,
      limitOf(query),
      (row) => [row.createdAt.toISOString(), row.id],
      ({ id, kind, data, createdAt, isRead }) => ({
        ...{ id, kind, isRead },
        sentence: noticeSentence(kind, data),
        action: noticeAction(kind, data),
        createdAt: createdAt.toISOString(),
      }),
    );
    return { ...page, unreadCount: await this.inbox.unreadCount(volunteerId) };
  }

  /** Everything that has arrived by now counts as read. @throws VOLUNTEER_ACCOUNT_REQUIRED */
  async read(context: CommandContext): Promise<{ readonly unreadCount: number }> {
    const volunteerId = requireVolunteer(context.actor);
    return this.commands.run(context, 'notices.read', {}, async (tx) => {
      await this.inbox.markRead(tx, volunteerId, this.clock.now());
      return { unreadCount: await this.inbox.unreadCount(volunteerId, tx) };
    });
  }
}
