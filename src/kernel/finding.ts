/** Something that cannot be right, and where. Internal ids only: a report may be handed on. */
export interface Finding {
  readonly table: string;
  /**
   * The column that disagrees with the rest. `hash` of an entry, and `*` of another fact, say that the row, whichever
   * column, is not what was written; where a whole row is gone it is the first column of its key.
   */
  readonly column: string;
  readonly problem: 'CHANGED' | 'MISSING' | 'UNEXPECTED';
  readonly volunteerId?: string;
  readonly accountKind?: string;
  readonly seq?: number;
  readonly month?: string;
  readonly recordId?: string;
  /** Primary key of a fact's row, its parts joined by `/`. */
  readonly key?: string;
  readonly tree?: string;
  readonly checkpoint?: number;
}

export type Report = (finding: Finding) => void;

/** Passes at most `limit` findings on and counts the rest: a table that is gone is one message, not a million. */
export function atMost(limit: number, report: Report): Report {
  let count = 0;
  return (finding) => {
    count += 1;
    if (count <= limit) report(finding);
  };
}
