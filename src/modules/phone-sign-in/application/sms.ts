/** Hands a text message over to whoever delivers it. */
export abstract class Sms {
  /** False where there is nobody to deliver it. */
  abstract readonly isSetUp: boolean;

  /** @throws Error where it was not taken over. */
  abstract send(phone: string, text: string): Promise<void>;
}
