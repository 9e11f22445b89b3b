import { type DynamicModule, Module, type Type } from '@nestjs/common';
import { APP_FILTER, APP_PIPE } from '@nestjs/core';
import { DemoModule } from './demo/demo.module';
import { ActivitiesModule } from './service/activities';
import { AttachmentsModule } from './service/attachments';
import { AttendanceModule } from './service/attendance';
import { AuditTrailModule } from './place/audit-trail';
import { AssessmentsModule } from './recognition/assessments';
import { SelectionsModule } from './recognition/selections';
import { CertificatesModule } from './recognition/certificates';
import { DivisionsModule } from './place/divisions';
import { EvidenceModule } from './ledger/evidence';
import { DutyModule } from './people/duty';
import { ExternalSignInModule } from './people/external-sign-in';
import { HeadsModule } from './people/heads';
import { HouseholdsModule } from './people/households';
import { LateEntriesModule } from './service/late-entries';
import { LedgerModule } from './ledger/ledger';
import { MergesModule } from './people/merges';
import { NoticesModule } from './people/notices';
import { OpeningsModule } from './service/openings';
import { OversightModule } from './service/oversight';
import { OwnDayModule } from './service/own-day';
import { OwnAccountModule } from './people/own-account';
import { PeopleImportsModule } from './people/people-imports';
import { PhoneSignInModule } from './people/phone-sign-in';
import { PointsModule } from './ledger/points';
import { KindsModule } from './place/kinds';
import { PoliciesModule } from './place/policies';
import { RankingModule } from './ledger/ranking';
import { PublicSiteModule } from './recognition/public-site';
import { ReportsModule } from './recognition/reports';
import { ServiceHoursModule } from './service/service-hours';
import {
  FirstUseModule,
  PRACTICE_STREET,
  PracticeSeed,
  PracticeWriter,
  SetupCodes,
  setupGate,
  SetupModule,
} from './place/setup';
import { SmsReceiptsModule } from './people/sms-receipts';
import { TeamsModule } from './people/teams';
import { TransfersModule } from './people/transfers';
import { VolunteerAccessModule } from './people/volunteer-access';
import { VolunteersModule } from './people/volunteers';
import { AlertsModule } from './platform/delivery/alerts';
import { AuditModule } from './platform/data/audit/audit.module';
import { HealthModule } from './platform/operations/health/health.module';
import { ClockModule } from './platform/foundation/clock/clock.module';
import type { FirstUse } from './platform/operations/boot/first-use';
import type { Runtime } from './platform/foundation/config/runtime';
import { RuntimeModule } from './platform/foundation/config/runtime.module';
import { CryptoModule } from './platform/data/sealing/crypto.module';
import { DatabaseModule } from './platform/data/database/database.module';
import { DocumentsModule } from './platform/delivery/documents/documents.module';
import { CountersModule } from './platform/foundation/counters';
import { InstallationModule } from './platform/data/installation';
import { LimitsModule } from './platform/delivery/http/limits';
import { NamesModule } from './platform/delivery/http/names';
import { OPEN_ADDRESSES } from './platform/delivery/http/open-addresses';
import { ProblemFilter } from './platform/delivery/http/problem.filter';
import { requestPipe } from './platform/delivery/http/validation';
import { AccountsModule } from './platform/security/accounts/accounts.module';
import { IdentityModule } from './platform/security/identity/identity.module';
import { LoggingModule } from './platform/foundation/observability/logging.module';
import { KeysModule } from './platform/security/keys';
import { OperationsModule } from './platform/operations/board';
import { OutboxModule } from './platform/data/outbox';
import { QueueModule } from './platform/data/queue';
import { DecisionsModule } from './platform/security/decisions';
import { WaitingModule } from './platform/security/waiting';

const platform = [
  LoggingModule,
  ClockModule,
  DatabaseModule,
  InstallationModule,
  CryptoModule,
  AuditModule,
  CountersModule,
  IdentityModule,
  AccountsModule,
  LimitsModule,
  NamesModule,
  QueueModule,
  OutboxModule,
  AlertsModule,
  HealthModule,
  DocumentsModule,
  OperationsModule,
  KeysModule,
  WaitingModule,
  DecisionsModule,
];
const features = [
  DivisionsModule,
  VolunteersModule,
  PhoneSignInModule,
  VolunteerAccessModule,
  ExternalSignInModule,
  HeadsModule,
  TeamsModule,
  OwnAccountModule,
  PoliciesModule,
  KindsModule,
  LedgerModule,
  PointsModule,
  RankingModule,
  ActivitiesModule,
  AttendanceModule,
  AttachmentsModule,
  ServiceHoursModule,
  OwnDayModule,
  LateEntriesModule,
  AuditTrailModule,
  AssessmentsModule,
  SelectionsModule,
  CertificatesModule,
  ReportsModule,
  PublicSiteModule,
  EvidenceModule,
  HouseholdsModule,
  NoticesModule,
  OpeningsModule,
  DutyModule,
  OversightModule,
  PeopleImportsModule,
  MergesModule,
  TransfersModule,
  SmsReceiptsModule,
  SetupModule,
  DemoModule,
];

/** What stands in QR codes, and pages opened by hand. */
const openAddresses = ['verify/:code', 'p/:shiftId/:direction/:token', 'kiosk', 'setup', 'practice'];

/** The whole application: platform below, one module per thing the street talks about above. */
@Module({})
export class AppModule {
  /** @param further what comes along before the installation is set up. */
  static of(runtime: Runtime, further: readonly Type[] = []): DynamicModule {
    return {
      module: AppModule,
      imports: [RuntimeModule.of(runtime), ...platform, ...features, ...further],
      providers: [
        { provide: APP_FILTER, useClass: ProblemFilter },
        { provide: APP_PIPE, useFactory: requestPipe },
        { provide: OPEN_ADDRESSES, useValue: openAddresses },
      ],
    };
  }
}

/** The setup of an installation, as boot serves it before anything else. */
export const firstUse: FirstUse = {
  moduleOf: (runtime) => AppModule.of(runtime, [FirstUseModule]),
  guard: (app, address) => void app.getHttpAdapter().getInstance().addHook('onRequest', setupGate(address)),
  codeOf: (app) => app.get(SetupCodes, { strict: false }).issue(),
  async practiseAgain(app) {
    const choice = { through: 'PAGE', streetName: PRACTICE_STREET, wantsYear: true } as const;
    await app.get(PracticeSeed, { strict: false }).choose(choice);
    app.get(PracticeWriter, { strict: false }).start();
  },
};
