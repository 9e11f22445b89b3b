import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { DivisionKind } from '../domain/division-kind';

/** A node of the tree of divisions. */
@Entity({ name: 'division' })
export class DivisionRow {
  @PrimaryColumn('uuid')
  id!: string;

  /** Given by the database; the path is made of these numbers. */
  @Column({ name: 'node_no', type: 'bigint', insert: false, update: false })
  nodeNo!: string;

  @Column({ name: 'parent_id', type: 'uuid', nullable: true })
  parentId!: string | null;

  @Column({ type: 'text' })
  kind!: DivisionKind;

  @Column({ type: 'text' })
  code!: string;

  @Column({ type: 'text' })
  name!: string;

  @Column({ name: 'compound_name', type: 'text', nullable: true })
  compoundName!: string | null;

  /** Whom residents of the place call; null: the phone of the place above. */
  @Column({ name: 'contact_phone', type: 'text', nullable: true })
  contactPhone!: string | null;

  @Column({ type: 'text' })
  path!: string;

  @Column({ name: 'sort_order', type: 'integer' })
  sortOrder!: number;

  @Column({ type: 'text' })
  status!: 'ACTIVE' | 'CLOSED';

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;

  /** Of a street: whether everybody may see who has stars. */
  @Column({ name: 'shows_honours', type: 'boolean', insert: false })
  showsHonours!: boolean;

  @Column({ type: 'integer' })
  version!: number;
}
