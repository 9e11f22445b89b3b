import { Column, Entity, PrimaryColumn } from 'typeorm';
import type {
  ActivityCategory,
  ActivityKind,
  ActivityStatus,
  CheckInMode,
  CoordinateSystem,
  EvidenceMode,
} from '../domain/activity-kinds';

/** Something volunteers do, with its positions and shifts. */
@Entity({ name: 'activity' })
export class ActivityRow {
  @PrimaryColumn('uuid')
  id!: string;

  @Column({ name: 'team_id', type: 'uuid' })
  teamId!: string;

  @Column({ name: 'division_id', type: 'uuid' })
  divisionId!: string;

  @Column({ type: 'text' })
  title!: string;

  @Column({ type: 'text' })
  kind!: ActivityKind;

  @Column({ type: 'text' })
  category!: ActivityCategory;

  /** The version of the category it was made, and is published, under; null: from before this was kept. */
  @Column({ name: 'category_id', type: 'uuid', nullable: true })
  categoryId!: string | null;

  @Column({ type: 'text', nullable: true })
  description!: string | null;

  /** What to bring and to know. */
  @Column({ name: 'participant_notes', type: 'text', nullable: true })
  participantNotes!: string | null;

  @Column({ name: 'place_name', type: 'text' })
  placeName!: string;

  @Column({ type: 'numeric', precision: 9, scale: 6, nullable: true })
  longitude!: string | null;

  @Column({ type: 'numeric', precision: 8, scale: 6, nullable: true })
  latitude!: string | null;

  @Column({ name: 'coordinate_system', type: 'text', nullable: true })
  coordinateSystem!: CoordinateSystem | null;

  @Column({ name: 'risk_level', type: 'text' })
  riskLevel!: 'LOW' | 'MEDIUM' | 'HIGH';

  @Column({ name: 'check_in_modes', type: 'text', array: true })
  checkInModes!: CheckInMode[];

  @Column({ name: 'evidence_mode', type: 'text' })
  evidenceMode!: EvidenceMode;

  @Column({ type: 'text' })
  status!: ActivityStatus;

  @Column({ name: 'cancel_reason', type: 'text', nullable: true })
  cancelReason!: string | null;

  @Column({ name: 'created_by', type: 'text' })
  createdBy!: string;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;

  @Column({ name: 'published_at', type: 'timestamptz', nullable: true })
  publishedAt!: Date | null;

  @Column({ name: 'closed_at', type: 'timestamptz', nullable: true })
  closedAt!: Date | null;

  @Column({ type: 'integer', default: 1 })
  version!: number;
}
