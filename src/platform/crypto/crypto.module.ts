import { Global, Module, type OnModuleInit } from '@nestjs/common';
import { AuditLog } from '../audit/audit-log';
import { FieldCipher } from './cipher';
import { contextOf, DataKeys } from './data-keys';
import { ResealSteps } from './reseal-steps';
import { SealedColumns } from './sealed-column';
import { SignedTokens } from './signed-tokens';

const providers = [FieldCipher, DataKeys, ResealSteps, SealedColumns, AuditLog, SignedTokens];

/** Encryption of personal data and the log of who looked at it. */
@Global()
@Module({ providers, exports: providers })
export class CryptoModule implements OnModuleInit {
  constructor(private readonly columns: SealedColumns) {}

  onModuleInit(): void {
    this.columns.declare({
      table: 'subject_key',
      column: 'wrapped_key',
      key: [
        ['subject_kind', 'text'],
        ['subject_id', 'uuid'],
      ],
      context: ([kind = '', id = '']) => contextOf(kind, id),
    });
  }
}
