/**
 * Why: the first three and the last four characters of an ID number, with the birth date, give the whole number. Holders
 * choose what their certificate prints: all of it, the last four, or nothing; and it is known whether the holder chose or
 * staff in the holder's name, because staff see the latter only with the right to see numbers. Certificates that were issued
 * as MASKED stay what they are; an application that still waits becomes LAST_FOUR, which is less than its holder chose.
 * Locks: `certificate` for as long as one pass over it takes. Way back: LAST_FOUR and NONE become MASKED, which then prints
 * the first character; who chose is lost.
 */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ChoosePrintedIdNumber1764300200000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      alter table certificate
        drop constraint certificate_id_number_display_check,
        add constraint certificate_id_number_display_check
          check (id_number_display in ('FULL', 'LAST_FOUR', 'NONE', 'MASKED')),
        add column id_number_chosen_by text check (id_number_chosen_by in ('HOLDER', 'STAFF'));

      update certificate c set
        id_number_display = case
          when c.status = 'APPLIED' and c.id_number_display = 'MASKED' then 'LAST_FOUR' else c.id_number_display end,
        id_number_chosen_by = case when exists (
          select 1 from user_account u where u.id::text = c.applied_by and u.volunteer_id = c.volunteer_id)
          then 'HOLDER' else 'STAFF' end;

      alter table certificate alter column id_number_chosen_by set not null;
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      update certificate set id_number_display = 'MASKED' where id_number_display in ('LAST_FOUR', 'NONE');
      alter table certificate
        drop column id_number_chosen_by,
        drop constraint certificate_id_number_display_check,
        add constraint certificate_id_number_display_check check (id_number_display in ('MASKED', 'FULL'));
    `);
  }
}
