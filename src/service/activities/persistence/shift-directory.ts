import { Injectable } from '@nestjs/common';
import { FieldCipher } from '../../../platform/foundation/crypto/cipher';
import { type Transaction, UnitOfWork } from '../../../platform/data/database/unit-of-work';
import { deputyIdsOf } from '../../../people/teams';
import type {
  ActivityCategory,
  ActivityKind,
  ActivityStatus,
  CheckInMode,
  ShiftStatus,
} from '../domain/activity-kinds';
import { activityErrors } from '../errors';
import { BoundedCache } from './bounded-cache';

/** The parts of a shift that never change once its activity is published. */
export interface ShiftPlan {
  readonly id: string;
  readonly activityId: string;
  readonly teamId: string;
  readonly divisionId: string;
  readonly divisionPath: string;
  readonly kind: ActivityKind;
  readonly category: ActivityCategory;
  readonly riskLevel: 'LOW' | 'MEDIUM' | 'HIGH';
  readonly checkInModes: readonly CheckInMode[];
  readonly startsAt: Date;
  /** Planned end; see extendedTo for the end that counts. */
  readonly endsAt: Date;
  readonly breaks: readonly { readonly startsAt: Date; readonly endsAt: Date }[];
}

/** The parts of a shift that change while it is prepared and held. */
export interface ShiftState {
  readonly status: ShiftStatus;
  readonly extendedTo: Date | null;
  readonly closedAt: Date | null;
  readonly computedAt: Date | null;
}

export interface ShiftView extends ShiftPlan, ShiftState {
  /** When it was put on the plan: its making, of a draft the publishing. Null for shifts from before this was kept. */
  readonly declaredAt: Date | null;
  /** Who may take attendance in the leader's place. */
  readonly deputyVolunteerIds: readonly string[];
  readonly activityStatus: ActivityStatus;
  readonly leaderVolunteerId: string | null;
  readonly title: string;
}

interface ShiftRecord extends Omit<ShiftView, 'breaks'> {
  readonly breaks: readonly { readonly startsAt: string; readonly endsAt: string }[];
}

const CACHED_SHIFTS = 2_000;

const columns = `s.id, s.activity_id as "activityId", a.status as "activityStatus", a.team_id as "teamId",
  t.leader_volunteer_id as "leaderVolunteerId", ${deputyIdsOf('t')} as "deputyVolunteerIds", a.division_id as "divisionId", d.path as "divisionPath", a.title, a.kind,
  a.category, a.risk_level as "riskLevel", a.check_in_modes as "checkInModes", s.starts_at as "startsAt",
  s.ends_at as "endsAt", s.extended_to as "extendedTo", s.breaks, s.status, s.closed_at as "closedAt",
  s.computed_at as "computedAt", s.declared_at as "declaredAt"`;

/** Code secret of a shift: where its cipher text is stored. */
export function codeSecretContext(shiftId: string): string {
  return `shift.code_secret:${shiftId}`;
}

/** Answers every question about shifts; the read port for the other modules. */
@Injectable()
export class ShiftDirectory {
  private readonly plans = new BoundedCache<ShiftPlan>(CACHED_SHIFTS);
  private readonly secrets = new BoundedCache<Buffer>(CACHED_SHIFTS);

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly cipher: FieldCipher,
  ) {}

  /** The shift as it is now, always from the database. @throws SHIFT_UNKNOWN */
  async byId(shiftId: string, tx?: Transaction): Promise<ShiftView> {
    const [record] = await this.query<ShiftRecord>(
      `select ${columns} from shift s join activity a on a.id = s.activity_id join team t on t.id = a.team_id
         join division d on d.id = a.division_id where s.id = $1`,
      [shiftId],
      tx,
    );
    if (!record) throw activityErrors.refuse('SHIFT_UNKNOWN', { field: 'shiftId' });
    const view = viewOf(record);
    // Only what is committed and published is fixed; a draft may still change, a transaction may still roll back.
    if (!tx && view.activityStatus !== 'DRAFT') this.plans.set(shiftId, planOf(view));
    return view;
  }

  /**
   * What never changes about a published shift, from memory where it is known: for paths that run per punch. It is safe
   * because no statement of this module changes these columns after publishing (an edit then reaches title, text, place
   * and evidence only), and the tree of divisions never changes. It says nothing about the status: take that from
   * `lockShift` in the same transaction.
   *
   * @throws SHIFT_UNKNOWN
   */
  async planOf(shiftId: string): Promise<ShiftPlan> {
    return this.plans.get(shiftId) ?? planOf(await this.byId(shiftId));
  }

  /** The secret of the shift's rotating code, 32 bytes. It never changes, so it is read once. @throws SHIFT_UNKNOWN */
  async codeSecret(shiftId: string): Promise<Buffer> {
    const known = this.secrets.get(shiftId);
    if (known) return known;
    const [row] = await this.unitOfWork.read<{ cipherText: Buffer }>(
      'select code_secret as "cipherText" from shift where id = $1',
      [shiftId],
    );
    if (!row) throw activityErrors.refuse('SHIFT_UNKNOWN', { field: 'shiftId' });
    const secret = Buffer.from(this.cipher.decrypt(row.cipherText, codeSecretContext(shiftId)), 'base64');
    this.secrets.set(shiftId, secret);
    return secret;
  }

  private async query<Row>(sql: string, parameters: readonly unknown[], tx?: Transaction): Promise<Row[]> {
    return tx ? tx.query<Row>(sql, parameters) : this.unitOfWork.read<Row>(sql, parameters);
  }
}

function viewOf(record: ShiftRecord): ShiftView {
  const breaks = record.breaks.map((pause) => ({ startsAt: new Date(pause.startsAt), endsAt: new Date(pause.endsAt) }));
  return { ...record, breaks };
}

function planOf(view: ShiftView): ShiftPlan {
  const { id, activityId, teamId, divisionId, divisionPath, kind, category, riskLevel, checkInModes } = view;
  const { startsAt, endsAt, breaks } = view;
  return {
    ...{ id, activityId, teamId, divisionId, divisionPath, kind, category, riskLevel, checkInModes },
    ...{ startsAt, endsAt, breaks },
  };
}
