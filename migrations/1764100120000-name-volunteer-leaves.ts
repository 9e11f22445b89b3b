/**
 * Why: workers that post share the volunteers out by partition, so that two of them never wait for the same account. The
 * planner knows which leaf a volunteer is in; this function lets a query ask.
 * Locks: none. Way back: drop the function.
 */
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { VOLUNTEER_PARTITIONS } from './support/partitions';

export class NameVolunteerLeaves1764100120000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // The arithmetic of hash partitioning: the type's extended hash under PostgreSQL's seed, combined with 0 (which adds
    // 0x49a0f4dd15e5a8e3), modulo the number of leaves. It is on disk, so it cannot change between versions.
    await queryRunner.query(`
      create function volunteer_leaf(p_volunteer uuid) returns integer language sql immutable parallel safe as $$
        select (((uuid_hash_extended(p_volunteer, 8816678312871386365) & ${VOLUNTEER_PARTITIONS - 1})
          + (x'e3'::integer & ${VOLUNTEER_PARTITIONS - 1})) & ${VOLUNTEER_PARTITIONS - 1})::integer
      $$`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop function volunteer_leaf');
  }
}
