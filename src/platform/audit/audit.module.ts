import { Global, Module } from '@nestjs/common';
import { AuditLog } from './audit-log';
import { RefusalLog } from './refusal-log';

/** The audit log, and the lines that no use case writes: refusals, and reads that carry data out. */
@Global()
@Module({
  providers: [AuditLog, RefusalLog],
  exports: [AuditLog, RefusalLog],
})
export class AuditModule {}
