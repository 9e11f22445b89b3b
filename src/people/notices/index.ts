/** The only door of this module. */
export { type NewNotice, Notices } from './application/notices';
export { type OwnNotice, type OwnNoticePage, OwnNotices } from './application/own-notices';
export type { NoticeData, NoticeKind } from './domain/notice-sentences';
export { NoticesModule } from './notices.module';
