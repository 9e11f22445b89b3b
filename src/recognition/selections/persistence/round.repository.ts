import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../../platform/data/database/unit-of-work';
import type { FrozenCandidate, ScoreLine } from '../domain/score-sheet';
import type { HeadRole, SelectionPolicy } from '../domain/selection-policy';
import type { RoundSnapshot } from './round-directory';

export interface NewRound {
  readonly id: string;
  readonly divisionId: string;
  readonly name: string;
  readonly periodFrom: string;
  readonly periodTo: string;
  readonly roles: readonly HeadRole[];
  readonly basisDocument: string;
  readonly conditions: string | null;
  readonly policy: SelectionPolicy;
  readonly createdBy: string;
  readonly createdAt: Date;
}

/** Writes selection rounds. Every change of state names the state it starts from, so that of two only one happens. */
@Injectable()
export class RoundRepository {
  async insert(tx: Transaction, round: NewRound): Promise<void> {
    await tx.query(
      `insert into selection_round (id, division_id, name, period_from, period_to, roles, basis_document, conditions,
         policy_version, policy, status, created_by, created_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'DRAFT', $11, $12)`,
      [
        round.id,
        round.divisionId,
        round.name,
        round.periodFrom,
        round.periodTo,
        round.roles,
        round.basisDocument,
        round.conditions,
        round.policy.version,
        JSON.stringify(round.policy),
        round.createdBy,
        round.createdAt,
      ],
    );
  }

  /** DRAFT → COMMITTEE with the snapshot; false where the round is no draft. */
  async freeze(tx: Transaction, id: string, snapshot: RoundSnapshot): Promise<boolean> {
    const rows = await tx.query(
      `update selection_round set status = 'COMMITTEE', snapshot = $2, frozen_at = $3, version = version + 1
       where id = $1 and status = 'DRAFT' returning 1`,
      [id, JSON.stringify(snapshot), snapshot.takenAt],
    );
    return rows.length > 0;
  }

  /** Appends the whole score sheet in one statement. */
  async appendLines(
    tx: Transaction,
    roundId: string,
    candidates: readonly FrozenCandidate[],
    lines: readonly ScoreLine[],
  ): Promise<void> {
    const byId = new Map(candidates.map((candidate) => [candidate.appointmentId, candidate]));
    const rows = lines.map((line) => lineRow(line, byId.get(line.appointmentId)));
    await tx.query(
      `insert into selection_line (round_id, appointment_id, volunteer_id, role, division_id, community_id, is_eligible,
         ineligible_reasons, service_minutes, point_tenths, assessment_hundredths, components, total_hundredths, place,
         is_proposed, tie_note, facts)
       select $1, l.appointment_id, l.volunteer_id, l.role, l.division_id, l.community_id, l.is_eligible,
         array(select jsonb_array_elements_text(l.ineligible_reasons)), l.service_minutes, l.point_tenths,
         l.assessment_hundredths, l.components, l.total_hundredths, l.place, l.is_proposed, l.tie_note, l.facts
       from jsonb_to_recordset($2::jsonb) l (appointment_id uuid, volunteer_id uuid, role text, division_id uuid,
         community_id uuid, is_eligible boolean, ineligible_reasons jsonb, service_minutes bigint, point_tenths bigint,
         assessment_hundredths integer, components jsonb, total_hundredths integer, place integer, is_proposed boolean,
         tie_note text, facts jsonb)`,
      [roundId, JSON.stringify(rows)],
    );
  }

  /** COMMITTEE → CONFIRMED; false where the round is in another state. */
  async confirm(tx: Transaction, id: string, decision: { by: string; at: Date; note: string }): Promise<boolean> {
    const rows = await tx.query(
      `update selection_round set status = 'CONFIRMED', decided_by = $2, decided_at = $3, decision_note = $4,
         version = version + 1
       where id = $1 and status = 'COMMITTEE' returning 1`,
      [id, decision.by, decision.at, decision.note],
    );
    return rows.length > 0;
  }

  /** → CANCELLED from every state before CONFIRMED; false otherwise. */
  async cancel(tx: Transaction, id: string, reason: string): Promise<boolean> {
    const rows = await tx.query(
      `update selection_round set status = 'CANCELLED', cancel_reason = $2, version = version + 1
       where id = $1 and status in ('DRAFT', 'COMMITTEE') returning 1`,
      [id, reason],
    );
    return rows.length > 0;
  }
}

function lineRow(line: ScoreLine, candidate: FrozenCandidate | undefined): Readonly<Record<string, unknown>> {
  if (!candidate) throw new Error('a line of the score sheet has no candidate');
  return {
    appointment_id: line.appointmentId,
    volunteer_id: candidate.volunteerId,
    role: line.role,
    division_id: candidate.divisionId,
    community_id: candidate.communityId,
    is_eligible: line.place !== null,
    ineligible_reasons: line.ineligibleReasons,
    service_minutes: candidate.facts.serviceMinutes,
    point_tenths: candidate.facts.pointTenths,
    assessment_hundredths: candidate.facts.assessmentHundredths,
    components: line.components,
    total_hundredths: line.totalHundredths,
    place: line.place,
    is_proposed: line.isProposed,
    tie_note: line.tieDecidedBy,
    facts: candidate.facts,
  };
}
