import { Injectable } from '@nestjs/common';
import { canonicalJson } from '../../../kernel/canonical-json';
import { type Transaction, UnitOfWork } from '../../../platform/data/database/unit-of-work';
import { requireScope } from '../../../platform/security/identity/access';
import type { Actor } from '../../../platform/foundation/actor/actor';
import type { SelectionPeriod } from '../domain/eligibility';
import { type AccountPosition, type CandidateFacts, scoreSheet } from '../domain/score-sheet';
import { selectionErrors } from '../errors';
import { CandidateFactsReader, type LedgerFacts, noLedgerFacts } from '../persistence/candidate-facts';
import { RoundDirectory, type StoredLine } from '../persistence/round-directory';
import { digestOf } from './ledger-digest';

export type SnapshotDifference = 'LEDGER_DIGEST' | 'LEDGER_HASH' | 'LEDGER_FACTS' | 'ASSESSMENT' | 'SCORE';

export interface SnapshotVerification {
  /** True where everything computed again is equal to what was stored, to the last bit. */
  readonly isIdentical: boolean;
  readonly checkedLines: number;
  /** Where a line differs; `appointmentId` is null for the snapshot as a whole. At most 100. */
  readonly differences: readonly { readonly appointmentId: string | null; readonly what: SnapshotDifference }[];
}

const MAX_DIFFERENCES = 100;

/**
 * Computes a frozen ranking again, from the ledger up: the entries up to the stored numbers are summed again and their
 * hashes compared, and the rules run again with the stored policy and lot. What was posted later does not matter.
 */
@Injectable()
export class VerifySnapshot {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly directory: RoundDirectory,
    private readonly facts: CandidateFactsReader,
  ) {}

  /** @throws SELECTION_ROUND_UNKNOWN, SCOPE_FOREIGN, SELECTION_NOT_FROZEN */
  async execute(actor: Actor, roundId: string): Promise<SnapshotVerification> {
    return this.unitOfWork.snapshot(async (tx) => {
      const { divisionPath } = await this.directory.byId(roundId, tx);
      requireScope(actor, 'ranking.read', divisionPath);
      return this.verify(tx, roundId);
    });
  }

  /** The same for whoever may see every round; in one snapshot. @throws SELECTION_ROUND_UNKNOWN, SELECTION_NOT_FROZEN */
  async verify(tx: Transaction, roundId: string): Promise<SnapshotVerification> {
    const round = await this.directory.byId(roundId, tx);
    const { snapshot } = round;
    if (!snapshot) throw selectionErrors.refuse('SELECTION_NOT_FROZEN');
    const lines = await this.directory.lines(roundId, undefined, tx);
    const period = { from: round.periodFrom, to: round.periodTo };
    const positions = new Map(lines.map((line) => [line.volunteerId, line.facts.accounts]));
    const { ledgerDigest, ledgerEntries } = digestOf(positions);
    const isDigestEqual = ledgerDigest === snapshot.ledgerDigest && ledgerEntries === snapshot.ledgerEntries;
    const sheet = scoreSheet({ ...round, candidates: lines, period, lotSeed: snapshot.lotSeed });
    const computed = new Map(sheet.lines.map((line) => [line.appointmentId, canonicalJson(line)]));
    const areRolesEqual = canonicalJson(sheet.roles) === canonicalJson(snapshot.roles);
    const differences = [
      ...(isDigestEqual ? [] : [{ appointmentId: null, what: 'LEDGER_DIGEST' as const }]),
      ...(areRolesEqual ? [] : [{ appointmentId: null, what: 'SCORE' as const }]),
      ...(await this.inputDifferences(tx, lines, positions, period)),
      ...lines
        .filter((line) => computed.get(line.appointmentId) !== canonicalJson(scoredPart(line)))
        .map(({ appointmentId }) => ({ appointmentId, what: 'SCORE' as const })),
    ];
    return {
      isIdentical: differences.length === 0,
      checkedLines: lines.length,
      differences: differences.slice(0, MAX_DIFFERENCES),
    };
  }

  private async inputDifferences(
    tx: Transaction,
    lines: readonly StoredLine[],
    positions: ReadonlyMap<string, readonly AccountPosition[]>,
    period: SelectionPeriod,
  ): Promise<SnapshotVerification['differences']> {
    const hashes = await this.facts.hashesAt(tx, positions);
    const ledger = await this.facts.ledgerFacts(tx, positions, period);
    const scores = await this.facts.assessmentScores(
      tx,
      lines.flatMap((line) => line.facts.assessmentIds),
    );
    return lines.flatMap(({ appointmentId, volunteerId, facts }) => {
      const isHashEqual = facts.accounts.every(
        ({ volunteerId: number = volunteerId, kind, headHash }) => hashes.get(`${number}/${kind}`) === headHash,
      );
      const isLedgerEqual = areFactsEqual(facts, ledger.get(volunteerId) ?? noLedgerFacts);
      const isAssessmentEqual = facts.assessmentHundredths === averageOf(facts.assessmentIds, scores);
      return [
        ...(isHashEqual ? [] : [{ appointmentId, what: 'LEDGER_HASH' as const }]),
        ...(isLedgerEqual ? [] : [{ appointmentId, what: 'LEDGER_FACTS' as const }]),
        ...(isAssessmentEqual ? [] : [{ appointmentId, what: 'ASSESSMENT' as const }]),
      ];
    });
  }
}

function scoredPart(line: StoredLine): object {
  const { appointmentId, role, ineligibleReasons, components, totalHundredths, place, isProposed, tieDecidedBy } = line;
  return { appointmentId, role, ineligibleReasons, components, totalHundredths, place, isProposed, tieDecidedBy };
}

function areFactsEqual(stored: CandidateFacts, computed: LedgerFacts): boolean {
  return (
    stored.serviceMinutes === computed.serviceMinutes &&
    stored.pointTenths === computed.pointTenths &&
    stored.confirmedRecords === computed.confirmedRecords &&
    stored.backfilledMinutes === computed.backfilledMinutes &&
    stored.distinctServiceDays === computed.distinctServiceDays
  );
}

/** The average as the database takes it: exact, then floored. */
function averageOf(ids: readonly string[], scores: ReadonlyMap<string, number>): number | null {
  if (ids.length === 0) return null;
  return Math.floor(ids.reduce((sum, id) => sum + (scores.get(id) ?? 0), 0) / ids.length);
}
