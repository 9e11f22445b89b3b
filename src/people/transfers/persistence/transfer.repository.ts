import { Injectable } from '@nestjs/common';
import { type Transaction, UnitOfWork, violatedConstraint } from '../../../platform/data/database/unit-of-work';
import { transferErrors } from '../errors';

export type TransferStatus = 'REQUESTED' | 'ACCEPTED' | 'DECLINED';
export type TransferConsent = 'SELF' | 'PAPER' | 'ASSISTED';

/** Who moves from where to where, on whose wish and by whose decision. Either the divisions or the teams are set. */
export interface Transfer {
  readonly id: string;
  readonly volunteerId: string;
  readonly volunteerNo: string;
  readonly fromDivisionId: string | null;
  readonly toDivisionId: string | null;
  readonly fromTeamId: string | null;
  readonly toTeamId: string | null;
  readonly reason: string;
  readonly consentChannel: TransferConsent;
  readonly consentReference: string | null;
  readonly status: TransferStatus;
  readonly requestedBy: string;
  readonly requestedAt: Date;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
  readonly decisionReason: string | null;
}

/** A transfer with the side that takes the person in. */
export interface ReceivedTransfer extends Transfer {
  readonly toPath: string;
  /** Of the receiving team; null for a move to another division, and for a team without leader. */
  readonly toLeaderId: string | null;
  readonly toTeamName: string | null;
}

export type NewTransfer = Omit<Transfer, 'volunteerNo' | 'status' | 'decidedBy' | 'decidedAt' | 'decisionReason'>;

const columns = `t.id, t.volunteer_id as "volunteerId", v.volunteer_no as "volunteerNo",
  t.from_division_id as "fromDivisionId", t.to_division_id as "toDivisionId", t.from_team_id as "fromTeamId",
  t.to_team_id as "toTeamId", t.reason, t.consent_channel as "consentChannel",
  t.consent_reference as "consentReference", t.status, t.requested_by as "requestedBy",
  t.requested_at as "requestedAt", t.decided_by as "decidedBy", t.decided_at as "decidedAt",
  t.decision_reason as "decisionReason", d.path as "toPath", g.leader_volunteer_id as "toLeaderId",
  g.name as "toTeamName"`;
const tables = `volunteer_transfer t join volunteer v on v.id = t.volunteer_id left join team g on g.id = t.to_team_id
  join division d on d.id = coalesce(t.to_division_id, g.division_id)`;

/** Keeps transfers; what was decided stays as history. */
@Injectable()
export class TransferRepository {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** @throws TRANSFER_PENDING */
  async insert(tx: Transaction, transfer: NewTransfer): Promise<void> {
    try {
      await tx.query(
        `insert into volunteer_transfer (id, volunteer_id, from_division_id, to_division_id, from_team_id, to_team_id,
           reason, consent_channel, consent_reference, status, requested_by, requested_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'REQUESTED', $10, $11)`,
        [
          transfer.id,
          transfer.volunteerId,
          transfer.fromDivisionId,
          transfer.toDivisionId,
          transfer.fromTeamId,
          transfer.toTeamId,
          transfer.reason,
          transfer.consentChannel,
          transfer.consentReference,
          transfer.requestedBy,
          transfer.requestedAt,
        ],
      );
    } catch (error) {
      if (violatedConstraint(error)?.startsWith('volunteer_transfer_open')) {
        throw transferErrors.refuse('TRANSFER_PENDING');
      }
      throw error;
    }
  }

  /** The transfer, held until the end of the transaction, or null. */
  async hold(tx: Transaction, id: string): Promise<ReceivedTransfer | null> {
    const [found] = await tx.query<ReceivedTransfer>(
      `select ${columns} from ${tables} where t.id = $1 for update of t`,
      [id],
    );
    return found ?? null;
  }

  async decide(
    tx: Transaction,
    id: string,
    decision: { status: 'ACCEPTED' | 'DECLINED'; by: string; at: Date; reason: string | null },
  ): Promise<void> {
    await tx.query(
      'update volunteer_transfer set status = $2, decided_by = $3, decided_at = $4, decision_reason = $5 where id = $1',
      [id, decision.status, decision.by, decision.at, decision.reason],
    );
  }

  /** One person's transfers, newest first. */
  async ofVolunteer(volunteerId: string, beforeId: string | null, limit: number): Promise<readonly ReceivedTransfer[]> {
    return this.unitOfWork.read<ReceivedTransfer>(
      `select ${columns} from ${tables} where t.volunteer_id = $1 and ($2::uuid is null or t.id < $2)
       order by t.id desc limit $3`,
      [volunteerId, beforeId, limit],
    );
  }

  /** What waits for somebody who decides below one of the paths, or leads the receiving team; newest first. */
  async waiting(
    receiver: { readonly scopes: readonly string[]; readonly leaderId: string | null },
    beforeId: string | null,
    limit: number,
  ): Promise<readonly ReceivedTransfer[]> {
    return this.unitOfWork.read<ReceivedTransfer>(
      `select ${columns} from ${tables}
       where t.status = 'REQUESTED' and ($3::uuid is null or t.id < $3)
         and (g.leader_volunteer_id = $2::uuid
           or exists (select 1 from unnest($1::text[]) s (path) where starts_with(d.path, s.path)))
       order by t.id desc limit $4`,
      [receiver.scopes, receiver.leaderId, beforeId, limit],
    );
  }
}
