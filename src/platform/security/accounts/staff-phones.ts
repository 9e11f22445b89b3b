import { Injectable, type OnModuleInit } from '@nestjs/common';
import { FieldCipher } from '../../foundation/crypto/cipher';
import { SealedColumns } from '../../data/sealing/sealed-column';

const contextOf = (userId: string): string => `user_account.phone:${userId}`;

/** Seals the phones of staff: under the master key, bound to the account. A waiting change is bound to its account too. */
@Injectable()
export class StaffPhones implements OnModuleInit {
  constructor(
    private readonly cipher: FieldCipher,
    private readonly columns: SealedColumns,
  ) {}

  onModuleInit(): void {
    this.columns.declare({
      table: 'user_account',
      column: 'phone_cipher',
      key: [['id', 'uuid']],
      context: ([userId = '']) => contextOf(userId),
    });
    this.columns.declare({
      table: 'account_change',
      column: 'phone_cipher',
      key: [
        ['request_id', 'uuid'],
        ['user_id', 'uuid'],
      ],
      context: ([, userId = '']) => contextOf(userId),
    });
  }

  seal(userId: string, phone: string): Buffer {
    return this.cipher.encrypt(phone, contextOf(userId));
  }

  open(userId: string, sealed: Buffer): string {
    return this.cipher.decrypt(sealed, contextOf(userId));
  }
}
