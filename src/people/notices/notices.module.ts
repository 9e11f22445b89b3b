import { Global, Module, type OnModuleInit } from '@nestjs/common';
import { DecisionTeller } from '../../platform/security/decisions';
import { PersonExports, VolunteersModule } from '../volunteers';
import { Notices } from './application/notices';
import { OwnNotices } from './application/own-notices';
import { TellDecisions } from './application/tell-decisions';
import { NoticesController } from './http/notices.controller';
import { NoticeInbox } from './persistence/notice-inbox';
import { personTables } from './persistence/person-tables';

/** Global for what is told of decisions. */
@Global()
@Module({
  imports: [VolunteersModule],
  controllers: [NoticesController],
  providers: [
    ...[OwnNotices, NoticeInbox, { provide: Notices, useExisting: NoticeInbox }],
    { provide: DecisionTeller, useClass: TellDecisions },
  ],
  exports: [Notices, OwnNotices, DecisionTeller],
})
export class NoticesModule implements OnModuleInit {
  constructor(private readonly exports: PersonExports) {}

  onModuleInit(): void {
    this.exports.declare('notices', personTables);
  }
}
