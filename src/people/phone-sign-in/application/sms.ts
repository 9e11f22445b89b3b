/** The message was certainly not taken over: it may be handed over again. */
export class SmsRefused extends Error {
  override readonly name = 'SmsRefused';
}

/** Hands a text message over to whoever delivers it. */
export abstract class Sms {
  /** False where there is nobody to deliver it. */
  abstract readonly isSetUp: boolean;

  /** @throws SmsRefused where it was not taken over, any other Error where nobody knows. */
  abstract send(phone: string, text: string): Promise<void>;
}
