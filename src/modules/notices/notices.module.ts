import { Module, type OnModuleInit } from '@nestjs/common';
import { PersonExports, VolunteersModule } from '../volunteers';
import { Notices } from './application/notices';
import { OwnNotices } from './application/own-notices';
import { NoticesController } from './http/notices.controller';
import { NoticeInbox } from './persistence/notice-inbox';
import { personTables } from './persistence/person-tables';

@Module({
  imports: [VolunteersModule],
  controllers: [NoticesController],
  providers: [OwnNotices, NoticeInbox, { provide: Notices, useExisting: NoticeInbox }],
  exports: [Notices, OwnNotices],
})
export class NoticesModule implements OnModuleInit {
  constructor(private readonly exports: PersonExports) {}

  onModuleInit(): void {
    this.exports.declare('notices', personTables);
  }
}
