/** What the holder may have printed of the own ID number. */
export const idNumberChoices = ['FULL', 'LAST_FOUR', 'NONE'] as const;
export type IdNumberChoice = (typeof idNumberChoices)[number];
/** MASKED: issued before holders chose among these; the paper says the first three and the last four characters. */
export const idNumberDisplays = [...idNumberChoices, 'MASKED'] as const;
export type IdNumberDisplay = (typeof idNumberDisplays)[number];

/** Who chose it: the holder on the own account, or staff who wrote the holder's wish down. */
export const idNumberChoosers = ['HOLDER', 'STAFF'] as const;
export type IdNumberChooser = (typeof idNumberChoosers)[number];

/** What the page says: AS_ISSUED is the text of an earlier paper, FIRST what staff see of any ID number. */
export type PrintedIdNumber = 'FULL' | 'LAST_FOUR' | 'AS_ISSUED' | 'FIRST' | 'NONE';

export interface PrintedFor {
  readonly display: IdNumberDisplay;
  readonly chosenBy: IdNumberChooser;
  readonly isHolder: boolean;
  /** Issues certificates at the street of this one. */
  readonly mayIssue: boolean;
  /** May see full ID numbers where the holder lives. */
  readonly mayReveal: boolean;
}

/**
 * Rule §5: the paper is the holder's and says what the holder chose. Staff who hand it out print the same; a wish that staff
 * wrote down takes the right to see the number itself. Everybody else sees the first character, as everywhere.
 */
export function printedIdNumber({ display, chosenBy, isHolder, mayIssue, mayReveal }: PrintedFor): PrintedIdNumber {
  if (display === 'NONE') return 'NONE';
  if (isHolder) return display === 'MASKED' ? 'AS_ISSUED' : display;
  const isHandedOut = mayIssue && (chosenBy === 'HOLDER' || mayReveal);
  return isHandedOut && display !== 'MASKED' ? display : 'FIRST';
}

/** What the successor of a certificate says: never more than the holder chose. */
export function displayOfSuccessor(display: IdNumberDisplay): IdNumberChoice {
  return display === 'MASKED' ? 'LAST_FOUR' : display;
}
