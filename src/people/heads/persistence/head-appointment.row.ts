import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { LocalDay } from '../../../kernel/local-day';
import type { HeadRole } from '../domain/head-role';

/** Who heads a division, from when to when (half-open). */
@Entity({ name: 'head_appointment' })
export class HeadAppointmentRow {
  @PrimaryColumn('uuid')
  id!: string;

  @Column({ name: 'volunteer_id', type: 'uuid' })
  volunteerId!: string;

  @Column({ name: 'division_id', type: 'uuid' })
  divisionId!: string;

  @Column({ type: 'text' })
  role!: HeadRole;

  @Column({ name: 'valid_from', type: 'date' })
  validFrom!: LocalDay;

  @Column({ name: 'valid_to', type: 'date', nullable: true })
  validTo!: LocalDay | null;

  @Column({ name: 'is_paid', type: 'boolean' })
  isPaid!: boolean;

  /** Where the appointment comes from: a resolution, a list, a notice. */
  @Column({ type: 'text' })
  source!: string;

  @Column({ name: 'ended_reason', type: 'text', nullable: true })
  endedReason!: string | null;

  @Column({ name: 'created_by', type: 'text' })
  createdBy!: string;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;

  /** The decision of two by which a term began before it was written down. */
  @Column({ name: 'decision_id', type: 'uuid', nullable: true })
  decisionId!: string | null;

  @Column({ type: 'integer' })
  version!: number;
}
