import { Global, Module } from '@nestjs/common';
import { AuditLog } from '../audit/audit-log';
import { FieldCipher } from './cipher';
import { DataKeys } from './data-keys';
import { SignedTokens } from './signed-tokens';

/** Encryption of personal data and the log of who looked at it. */
@Global()
@Module({
  providers: [FieldCipher, DataKeys, AuditLog, SignedTokens],
  exports: [FieldCipher, DataKeys, AuditLog, SignedTokens],
})
export class CryptoModule {}
