import type { LocalDay } from '../../../../kernel/local-day';

/** One card, as it is carried. */
export interface CardOnSheet {
  readonly name: string;
  readonly volunteerNo: string;
  /** Street and community; one line each. */
  readonly place: readonly string[];
  /** The text of the QR code. */
  readonly card: string;
  /** The last day on which tablets take it. */
  readonly lastDay: LocalDay;
}

/** Any number of cards, ten on a sheet of A4, in their order: left to right, then down. */
export interface CardSheet {
  readonly printedOn: LocalDay;
  readonly cards: readonly CardOnSheet[];
}
