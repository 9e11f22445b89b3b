import type { Transaction } from '../../data/database/unit-of-work';

/** SENT: handed over. REFUSED: certainly not. UNKNOWN: nobody knows. */
export type Handover = 'SENT' | 'REFUSED' | 'UNKNOWN';

/** Phones and numbers of people, as the people's modules read and index them; filled by the module that sends messages. */
export abstract class AccountPhones {
  /** False where there is nobody to deliver text messages. */
  abstract readonly isSetUp: boolean;

  /** Eleven digits, or null where it is no mobile number. */
  abstract read(text: string): string | null;

  /** Blind index: equal to that of a volunteer with the same phone. */
  abstract indexOf(phone: string): Buffer;

  /** Blind index of an ID number, equal to that of a volunteer with the same; null where it is none. */
  abstract idNumberIndexOf(text: string): Buffer | null;

  /** The phone that a volunteer is registered with; null where there is none. */
  abstract ofVolunteer(tx: Transaction, volunteerId: string): Promise<string | null>;

  /** Only the first and last digits, for people who compare. */
  abstract mask(phone: string): string;

  abstract send(phone: string, text: string): Promise<Handover>;
}
