import type { DivisionDirectory, DivisionKind } from '../../../../place/divisions';
import type { DivisionState } from '../../domain/volunteer-rows';
import type { ImportPlace } from '../import-kind';

interface CodedDivision {
  readonly id: string;
  readonly kind: DivisionKind;
  readonly isClosed: boolean;
}

/** The divisions inside an import's own, by code. */
export class DivisionCodes {
  private constructor(private readonly byCode: ReadonlyMap<string, CodedDivision>) {}

  static async load(directory: DivisionDirectory, place: ImportPlace): Promise<DivisionCodes> {
    const all = await directory.subtreeOf(place.path);
    return new DivisionCodes(
      new Map(all.map(({ code, id, kind, status }) => [code, { id, kind, isClosed: status === 'CLOSED' }])),
    );
  }

  find(code: string): CodedDivision | null {
    return this.byCode.get(code) ?? null;
  }

  stateOf(code: string): DivisionState {
    const division = this.find(code);
    if (!division) return 'NOT_FOUND';
    return division.isClosed ? 'CLOSED' : 'IN_USE';
  }

  /** The id of a code that was found when the file was checked; divisions never go. */
  idOf(code: string): string {
    const division = this.find(code);
    if (!division) throw new Error('a staged row names a division that is not there');
    return division.id;
  }
}
