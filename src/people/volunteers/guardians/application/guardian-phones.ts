/** The way to a guardian's phone; filled by the module that sends text messages. */
export abstract class GuardianPhones {
  /** False where there is nobody to deliver text messages. */
  abstract readonly isSetUp: boolean;

  /** @returns REFUSED where it was certainly not taken over and may be handed over again. */
  abstract send(phone: string, text: string): Promise<'SENT' | 'REFUSED' | 'UNKNOWN'>;

  /** A code by which a guardian proves to hold the phone. @throws SMS_NOT_SET_UP, RATE_LIMITED */
  abstract sendCode(phone: string): Promise<void>;

  /** Uses a code up; a wrong one costs a try, whatever becomes of the rest. @throws PHONE_CODE_WRONG */
  abstract requireCode(phone: string, code: string): Promise<void>;
}
