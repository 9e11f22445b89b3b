import { Module } from '@nestjs/common';
import { Notices } from './application/notices';
import { OwnNotices } from './application/own-notices';
import { NoticesController } from './http/notices.controller';
import { NoticeInbox } from './persistence/notice-inbox';

@Module({
  controllers: [NoticesController],
  providers: [OwnNotices, NoticeInbox, { provide: Notices, useExisting: NoticeInbox }],
  exports: [Notices, OwnNotices],
})
export class NoticesModule {}
