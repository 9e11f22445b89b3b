import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { LocalDay } from '../../../../kernel/local-day';
import type { ConsentChannel, ConsentPurpose } from '../domain/consent';
import type { Gender } from '../domain/id-number';
import type { AvailabilitySlot, PoliticalStatus } from '../domain/profile';
import type { VolunteerStatus } from '../domain/volunteer-status';

export type RegistrationChannel = 'SELF' | 'STAFF' | 'IMPORT';

/** A volunteer. ID number, phone and details are sealed by the person's data key; a closed volunteer has
 * neither them nor a name. */
@Entity({ name: 'volunteer' })
export class VolunteerRow {
  @PrimaryColumn('uuid')
  id!: string;

  @Column({ name: 'volunteer_no', type: 'text' })
  volunteerNo!: string;

  @Column({ name: 'division_id', type: 'uuid' })
  divisionId!: string;

  @Column({ type: 'text', nullable: true })
  name!: string | null;

  @Column({ type: 'text', nullable: true })
  gender!: Gender | null;

  @Column({ name: 'birth_date', type: 'date', nullable: true })
  birthDate!: LocalDay | null;

  @Column({ name: 'id_type', type: 'text' })
  idType!: 'RESIDENT_ID';

  @Column({ name: 'id_number_cipher', type: 'bytea', nullable: true })
  idNumberCipher!: Buffer | null;

  @Column({ name: 'id_number_index', type: 'bytea', nullable: true })
  idNumberIndex!: Buffer | null;

  @Column({ name: 'phone_cipher', type: 'bytea', nullable: true })
  phoneCipher!: Buffer | null;

  @Column({ name: 'phone_index', type: 'bytea', nullable: true })
  phoneIndex!: Buffer | null;

  /** Occupation, address, emergency contact: one sealed text. */
  @Column({ name: 'private_cipher', type: 'bytea', nullable: true })
  privateCipher!: Buffer | null;

  /** Blind index of the last four digits, for the search. */
  @Column({ name: 'phone_tail_index', type: 'bytea', nullable: true })
  phoneTailIndex!: Buffer | null;

  /** 拼音 initials, for the search. */
  @Column({ name: 'name_initials', type: 'text', nullable: true })
  nameInitials!: string | null;

  @Column({ name: 'political_status', type: 'text' })
  politicalStatus!: PoliticalStatus;

  /** In plain text only until the key rotation has moved it into `privateCipher`; nothing is written here any more. */
  @Column({ type: 'text', nullable: true })
  occupation!: string | null;

  @Column({ type: 'text', array: true })
  skills!: string[];

  @Column({ type: 'jsonb' })
  availability!: readonly AvailabilitySlot[];

  @Column({ type: 'text' })
  status!: VolunteerStatus;

  @Column({ name: 'status_reason', type: 'text', nullable: true })
  statusReason!: string | null;

  @Column({ name: 'registered_by', type: 'text' })
  registeredBy!: string;

  @Column({ name: 'registration_channel', type: 'text' })
  registrationChannel!: RegistrationChannel;

  @Column({ name: 'registered_at', type: 'timestamptz' })
  registeredAt!: Date;

  @Column({ name: 'activated_at', type: 'timestamptz', nullable: true })
  activatedAt!: Date | null;

  @Column({ name: 'updated_at', type: 'timestamptz' })
  updatedAt!: Date;

  @Column({ type: 'integer' })
  version!: number;
}

/** A consent of a volunteer to one purpose; withdrawn ones stay as history. */
@Entity({ name: 'consent' })
export class ConsentRow {
  @PrimaryColumn('uuid')
  id!: string;

  @Column({ name: 'volunteer_id', type: 'uuid' })
  volunteerId!: string;

  @Column({ type: 'text' })
  purpose!: ConsentPurpose;

  @Column({ name: 'text_version', type: 'text' })
  textVersion!: string;

  @Column({ type: 'text' })
  channel!: ConsentChannel;

  @Column({ name: 'granted_at', type: 'timestamptz' })
  grantedAt!: Date;

  @Column({ name: 'withdrawn_at', type: 'timestamptz', nullable: true })
  withdrawnAt!: Date | null;

  @Column({ name: 'recorded_by', type: 'text' })
  recordedBy!: string;
}
