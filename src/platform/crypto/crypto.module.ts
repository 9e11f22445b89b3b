import { Global, Module } from '@nestjs/common';
import { AuditLog } from '../audit/audit-log';
import { FieldCipher } from './cipher';

/** Encryption of personal data and the log of who looked at it. */
@Global()
@Module({ providers: [FieldCipher, AuditLog], exports: [FieldCipher, AuditLog] })
export class CryptoModule {}
