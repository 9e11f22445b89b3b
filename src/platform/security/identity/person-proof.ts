import { defineErrors } from '../../../kernel/domain-error';
import type { UserActor } from '../../foundation/actor/actor';

export const proofErrors = defineErrors({
  PROOF_REQUIRED: {
    kind: 'forbidden',
    sentence: '这一步请再证明一次是您本人：输入密码，或输入发到您手机上的验证码。',
  },
});

/** What somebody who is signed in shows once more: a session left open is not the person. */
export interface Proof {
  readonly password?: string;
  /** Sent to the registered phone for this purpose. */
  readonly code?: string;
}

export type ProofWay = 'PASSWORD' | 'PHONE_CODE';

/** Asks a person once more before what cannot be taken back. Filled by the module that knows phones. */
export abstract class PersonProof {
  /**
   * A code is used up, whatever comes after; wrong ones are counted.
   *
   * @throws PROOF_REQUIRED, CREDENTIALS_WRONG, ACCOUNT_LOCKED, PHONE_CODE_WRONG
   */
  abstract require(actor: UserActor, proof: Proof): Promise<ProofWay>;
}
