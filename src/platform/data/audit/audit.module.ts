import { Global, Module } from '@nestjs/common';
import { AuditChecks } from './audit-checks';
import { AuditLog } from './audit-log';
import { RefusalLog } from './refusal-log';

/**
 * The audit log, and the lines that no use case writes: refusals, and reads that carry data out; and what
 * modules have every audit ask. */
@Global()
@Module({
  providers: [AuditLog, AuditChecks, RefusalLog],
  exports: [AuditLog, AuditChecks, RefusalLog],
})
export class AuditModule {}
