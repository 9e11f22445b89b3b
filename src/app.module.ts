import { type DynamicModule, Module, type Type } from '@nestjs/common';
import { APP_FILTER, APP_PIPE } from '@nestjs/core';
import { DemoModule } from './demo/demo.module';
import { ActivitiesModule } from './modules/activities';
import { AttachmentsModule } from './modules/attachments';
import { AttendanceModule } from './modules/attendance';
import { AuditTrailModule } from './modules/audit-trail';
import { AwardsModule } from './modules/awards';
import { CertificatesModule } from './modules/certificates';
import { DivisionsModule } from './modules/divisions';
import { EvidenceModule } from './modules/evidence';
import { DutyModule } from './modules/duty';
import { ExternalSignInModule } from './modules/external-sign-in';
import { HeadsModule } from './modules/heads';
import { HouseholdsModule } from './modules/households';
import { LateEntriesModule } from './modules/late-entries';
import { LedgerModule } from './modules/ledger';
import { MergesModule } from './modules/merges';
import { NoticesModule } from './modules/notices';
import { OpeningsModule } from './modules/openings';
import { OversightModule } from './modules/oversight';
import { PeopleImportsModule } from './modules/people-imports';
import { PhoneSignInModule } from './modules/phone-sign-in';
import { PointsModule } from './modules/points';
import { PoliciesModule } from './modules/policies';
import { RankingModule } from './modules/ranking';
import { ReportsModule } from './modules/reports';
import { ServiceHoursModule } from './modules/service-hours';
import {
  FirstUseModule,
  PRACTICE_STREET,
  PracticeSeed,
  PracticeWriter,
  SetupCodes,
  setupGate,
  SetupModule,
} from './modules/setup';
import { SmsReceiptsModule } from './modules/sms-receipts';
import { TeamsModule } from './modules/teams';
import { TransfersModule } from './modules/transfers';
import { VolunteerAccessModule } from './modules/volunteer-access';
import { VolunteersModule } from './modules/volunteers';
import { AlertsModule } from './platform/alerts';
import { AuditModule } from './platform/audit/audit.module';
import { HealthModule } from './platform/boot/health.module';
import { ClockModule } from './platform/clock/clock.module';
import type { FirstUse } from './platform/boot/first-use';
import type { Runtime } from './platform/config/runtime';
import { RuntimeModule } from './platform/config/runtime.module';
import { CryptoModule } from './platform/crypto/crypto.module';
import { DatabaseModule } from './platform/database/database.module';
import { DocumentsModule } from './platform/documents/documents.module';
import { CountersModule } from './platform/counters';
import { InstallationModule } from './platform/installation';
import { LimitsModule } from './platform/http/limits';
import { ProblemFilter } from './platform/http/problem.filter';
import { requestPipe } from './platform/http/validation';
import { IdentityModule } from './platform/identity/identity.module';
import { LoggingModule } from './platform/observability/logging.module';
import { KeysModule } from './platform/keys';
import { OperationsModule } from './platform/operations';
import { OutboxModule } from './platform/outbox';
import { QueueModule } from './platform/queue';
import { DecisionsModule } from './platform/security/decisions';

const platform = [
  LoggingModule,
  ClockModule,
  DatabaseModule,
  InstallationModule,
  CryptoModule,
  AuditModule,
  CountersModule,
  IdentityModule,
  LimitsModule,
  QueueModule,
  OutboxModule,
  AlertsModule,
  HealthModule,
  DocumentsModule,
  OperationsModule,
  KeysModule,
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
  PoliciesModule,
  LedgerModule,
  PointsModule,
  RankingModule,
  ActivitiesModule,
  AttendanceModule,
  AttachmentsModule,
  ServiceHoursModule,
  LateEntriesModule,
  AuditTrailModule,
  AwardsModule,
  CertificatesModule,
  ReportsModule,
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
