import { Global, Module, type OnModuleInit } from '@nestjs/common';
import { FieldCipher } from '../../foundation/crypto/cipher';
import { contextOf, DataKeys } from './data-keys';
import { ResealSteps } from './reseal-steps';
import { SealedColumns } from './sealed-column';
import { SignedTokens } from '../../foundation/crypto/signed-tokens';

const providers = [FieldCipher, DataKeys, ResealSteps, SealedColumns, SignedTokens];

/** Encryption of personal data. */
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
