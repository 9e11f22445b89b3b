import { Module } from '@nestjs/common';
import { AccountsReportCommand } from './commands/accounts-report.command';
import { AuditVerifyCommand } from './commands/audit-verify.command';
import { CalendarImportCommand } from './commands/calendar-import.command';
import { DecisionsReleaseCommand } from './commands/decisions-release.command';
import { DemoSeedCommand } from './commands/demo-seed.command';
import { DocsWriteCommand } from './commands/docs-write.command';
import { DoctorCommand } from './commands/doctor.command';
import { KeysRotateCommand } from './commands/keys-rotate.command';
import { JobsDeadCommand } from './commands/jobs-dead.command';
import { JobsRetryCommand } from './commands/jobs-retry.command';
import { LedgerRecountCommand } from './commands/ledger-recount.command';
import { LedgerExportCommand } from './commands/ledger-export.command';
import { LedgerRotateKeyCommand } from './commands/ledger-rotate-key.command';
import { LedgerVerifyCommand } from './commands/ledger-verify.command';
import { MigrateCommand } from './commands/migrate.command';
import { OpenapiWriteCommand } from './commands/openapi-write.command';
import { SetupCommand } from './commands/setup.command';
import { UserCreateCommand } from './commands/user-create.command';

/** The command line. Each command opens the application itself, so that `--help` needs no database. */
@Module({
  providers: [
    AccountsReportCommand,
    AuditVerifyCommand,
    CalendarImportCommand,
    DecisionsReleaseCommand,
    DemoSeedCommand,
    DocsWriteCommand,
    DoctorCommand,
    JobsDeadCommand,
    JobsRetryCommand,
    KeysRotateCommand,
    LedgerRecountCommand,
    LedgerExportCommand,
    LedgerRotateKeyCommand,
    LedgerVerifyCommand,
    MigrateCommand,
    OpenapiWriteCommand,
    SetupCommand,
    UserCreateCommand,
  ],
})
export class CliModule {}
