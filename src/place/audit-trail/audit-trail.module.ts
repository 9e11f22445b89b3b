import { Module } from '@nestjs/common';
import { AuditController } from './http/audit.controller';
import { AuditQuery } from './persistence/audit-query';

/** The audit log as auditors read it. It is written by platform/data/audit and sealed by the evidence module. */
@Module({ controllers: [AuditController], providers: [AuditQuery] })
export class AuditTrailModule {}
