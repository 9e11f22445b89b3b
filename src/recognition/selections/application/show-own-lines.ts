import { Injectable } from '@nestjs/common';
import type { LocalDay } from '../../../kernel/local-day';
import { explainLine } from '../domain/explain-line';
import { type LineOfRound, RoundDirectory } from '../persistence/round-directory';

/** What a head may see of a ranking: the own line and its reasons, nobody else's. */
export interface OwnLine {
  readonly roundId: string;
  readonly roundName: string;
  readonly appointmentId: string;
  readonly periodFrom: LocalDay;
  readonly periodTo: LocalDay;
  /** Whether the list is signed; until then places may still change by a new round. */
  readonly isConfirmed: boolean;
  /** ISO text. */
  readonly confirmedAt: string | null;
  readonly place: number | null;
  readonly totalHundredths: number | null;
  readonly isProposed: boolean;
  /** Chinese sentences: how each component became points, or why the person is not ranked. */
  readonly explanation: readonly string[];
}

/** Shows heads where they stand in rounds that are frozen, so that a wrong figure is found before the list is signed. */
@Injectable()
export class ShowOwnLines {
  constructor(private readonly directory: RoundDirectory) {}

  /** Newest period first. The caller has made sure that the volunteer asks. */
  async of(volunteerId: string, appointmentIds: readonly string[]): Promise<readonly OwnLine[]> {
    return (await this.directory.linesOfVolunteer(volunteerId, appointmentIds)).map(toOwnLine);
  }
}

function toOwnLine(line: LineOfRound): OwnLine {
  const { roundId, roundName, appointmentId, periodFrom, periodTo, place, totalHundredths, isProposed } = line;
  return {
    ...{ roundId, roundName, appointmentId, periodFrom, periodTo, place, totalHundredths, isProposed },
    isConfirmed: line.status === 'CONFIRMED',
    confirmedAt: line.confirmedAt?.toISOString() ?? null,
    explanation: explainLine({ ...line, candidateId: line.appointmentId }),
  };
}
