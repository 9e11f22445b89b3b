import { compareSheets, type SheetDifference } from '../domain/compare-sheets';
import type { AppliedLine, PaperSheet, SheetEntry } from '../persistence/paper-sheet.repository';

/** A sheet as it stands: who has read it, and where two readings differ. */
export interface SheetAnswer {
  readonly id: string;
  readonly shiftId: string;
  readonly photoId: string;
  readonly leaderSignature: string;
  readonly witnessSignature: string;
  readonly status: PaperSheet['status'];
  readonly createdAt: string;
  readonly appliedAt: string | null;
  /** Who has read it, the earliest reading first. */
  readonly readBy: readonly string[];
  /** Between the last two readings of different people. Empty until the second. */
  readonly differences: readonly SheetDifference[];
  readonly outcome: readonly AppliedLine[];
  readonly version: number;
}

export function sheetAnswerOf(sheet: PaperSheet, readings: readonly SheetEntry[]): SheetAnswer {
  const [first, second] = readings.slice(-2);
  return {
    id: sheet.id,
    shiftId: sheet.shiftId,
    photoId: sheet.photoId,
    leaderSignature: sheet.leaderSignature,
    witnessSignature: sheet.witnessSignature,
    status: sheet.status,
    createdAt: sheet.createdAt.toISOString(),
    appliedAt: sheet.appliedAt?.toISOString() ?? null,
    readBy: readings.map(({ enteredBy }) => enteredBy),
    differences: first && second && sheet.status !== 'APPLIED' ? compareSheets(first.lines, second.lines) : [],
    outcome: sheet.outcome ?? [],
    version: sheet.version,
  };
}
