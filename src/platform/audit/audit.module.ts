import { Global, Module } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { AuditLog } from './audit-log';
import { AuditedReadInterceptor } from './audited-read';
import { RefusalLog } from './refusal-log';

/** The audit log, and the lines that no use case writes: refusals, and reads that carry data out. */
@Global()
@Module({
  providers: [AuditLog, RefusalLog, { provide: APP_INTERCEPTOR, useClass: AuditedReadInterceptor }],
  exports: [AuditLog, RefusalLog],
})
export class AuditModule {}
