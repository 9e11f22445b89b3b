import { Global, Module } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { AuditedReadInterceptor } from './audited-read';
import { RefusalLog } from './refusal-log';

/** Audit lines that no use case writes: refusals, and reads that carry data out. */
@Global()
@Module({
  providers: [RefusalLog, { provide: APP_INTERCEPTOR, useClass: AuditedReadInterceptor }],
  exports: [RefusalLog],
})
export class AuditModule {}
