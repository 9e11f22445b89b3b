import { Module } from '@nestjs/common';
import { DoctorCommand } from './commands/doctor.command';
import { MigrateCommand } from './commands/migrate.command';
import { OpenapiWriteCommand } from './commands/openapi-write.command';
import { UserCreateCommand } from './commands/user-create.command';

/** The command line. Each command opens the application itself, so that `--help` needs no database. */
@Module({ providers: [DoctorCommand, MigrateCommand, OpenapiWriteCommand, UserCreateCommand] })
export class CliModule {}
