/** The only door of this module. */
export { type NewNotice, type NoticeKey, Notices } from './application/notices';
export { type OwnNotice, type OwnNoticePage, OwnNotices } from './application/own-notices';
export { type NoticeData, type NoticeKind, noticeKinds } from './domain/notice-sentences';
export { NoticesModule } from './notices.module';
