import { Module } from '@nestjs/common';
import { DemoSeedCommand } from './commands/demo-seed.command';
import { DocsWriteCommand } from './commands/docs-write.command';
import { DoctorCommand } from './commands/doctor.command';
import { LedgerSpreadCommand } from './commands/ledger-spread.command';
import { LedgerVerifyCommand } from './commands/ledger-verify.command';
import { MigrateCommand } from './commands/migrate.command';
import { OpenapiWriteCommand } from './commands/openapi-write.command';
import { UserCreateCommand } from './commands/user-create.command';

/** The command line. Each command opens the application itself, so that `--help` needs no database. */
@Module({
  providers: [
    DemoSeedCommand,
    DocsWriteCommand,
    DoctorCommand,
    LedgerVerifyCommand,
    MigrateCommand,
    OpenapiWriteCommand,
    UserCreateCommand,
    LedgerSpreadCommand,
  ],
})
export class CliModule {}
