import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../../platform/data/database/unit-of-work';
import type { Origin } from '../../../platform/foundation/actor/actor';
import { Sessions } from '../../../platform/security/identity/sessions';
import type { TokenPair } from '../../../platform/security/identity/tokens';
import { PersonalFields, readMobilePhone } from '../../volunteers';
import { phoneSignInErrors } from '../errors';
import { PhoneAccounts } from '../persistence/phone-accounts';
import { PhoneCodes } from './phone-codes';

/** Signs a volunteer in who has the code that was sent to the phone. */
@Injectable()
export class SignInWithCode {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly fields: PersonalFields,
    private readonly accounts: PhoneAccounts,
    private readonly codes: PhoneCodes,
    private readonly sessions: Sessions,
  ) {}

  /** @throws PHONE_CODE_WRONG, whatever is wrong. */
  async execute(text: string, code: string, origin: Origin): Promise<TokenPair> {
    const phone = readMobilePhone(text);
    const tokens = phone === null ? null : await this.open(this.fields.indexOf('phone', phone), code, origin);
    if (!tokens) throw phoneSignInErrors.refuse('PHONE_CODE_WRONG');
    return tokens;
  }

  private async open(index: Buffer, code: string, origin: Origin): Promise<TokenPair | null> {
    return this.unitOfWork.run(async (tx) => {
      if (!(await this.codes.use(tx, index, 'SIGN_IN', code.trim()))) return null;
      const userId = await this.accounts.ownerOf(index, tx);
      return userId === null ? null : this.sessions.open(tx, userId, { way: 'PHONE_CODE', origin });
    });
  }
}
