/**
 * Why: where the answer that renews a sign-in is lost, the phone has only the token that it has traded already, and handing
 * it in once more looks like theft and ends the session. A client that names its attempt by an idempotency key is
 * recognised by it: the key's hash stands beside the token it was used with. Locks: none to speak of, the column has no
 * default. Way back: drop the column.
 */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class RepeatRefreshes1764200920000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('alter table refresh_token add column used_under bytea');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('alter table refresh_token drop column used_under');
  }
}
