import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { MembershipStatus, TeamKind, TeamStatus } from '../domain/team-kind';

/** A volunteer service team of a division. */
@Entity({ name: 'team' })
export class TeamRow {
  @PrimaryColumn('uuid')
  id!: string;

  @Column({ type: 'text' })
  name!: string;

  @Column({ type: 'text' })
  kind!: TeamKind;

  @Column({ name: 'division_id', type: 'uuid' })
  divisionId!: string;

  @Column({ name: 'partner_unit', type: 'text', nullable: true })
  partnerUnit!: string | null;

  @Column({ type: 'text', nullable: true })
  description!: string | null;

  @Column({ name: 'leader_volunteer_id', type: 'uuid', nullable: true })
  leaderVolunteerId!: string | null;

  @Column({ type: 'text' })
  status!: TeamStatus;

  @Column({ name: 'created_by', type: 'text' })
  createdBy!: string;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;

  @Column({ type: 'integer' })
  version!: number;
}

/** A volunteer's way through one team: asked, in, declined or left. A second time is a new row. */
@Entity({ name: 'team_membership' })
export class TeamMembershipRow {
  @PrimaryColumn('uuid')
  id!: string;

  @Column({ name: 'team_id', type: 'uuid' })
  teamId!: string;

  @Column({ name: 'volunteer_id', type: 'uuid' })
  volunteerId!: string;

  @Column({ type: 'text' })
  status!: MembershipStatus;

  @Column({ type: 'text', nullable: true })
  message!: string | null;

  /** Who asked in the volunteer's name; null where the volunteer did. */
  @Column({ name: 'requested_by', type: 'text', nullable: true })
  requestedBy!: string | null;

  @Column({ name: 'requested_at', type: 'timestamptz' })
  requestedAt!: Date;

  @Column({ name: 'decided_at', type: 'timestamptz', nullable: true })
  decidedAt!: Date | null;

  @Column({ name: 'decided_by', type: 'text', nullable: true })
  decidedBy!: string | null;

  @Column({ name: 'decline_reason', type: 'text', nullable: true })
  declineReason!: string | null;

  @Column({ name: 'left_at', type: 'timestamptz', nullable: true })
  leftAt!: Date | null;

  @Column({ type: 'integer' })
  version!: number;
}
