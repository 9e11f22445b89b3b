/**
 * Why: one person reversed what was confirmed, and the certificates fell before the new value had gone through review. What
 * is confirmed is taken back only by a correction that two agreed to or by an approved recompute, and the next revision is
 * confirmed in the same step.
 * Locks: service_record for an instant (triggers). Way back: down; what was corrected stays.
 */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CorrectByTwo1764400000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      -- Whether two agreed to this revision of a record that was confirmed.
      create function record_is_corrected(r service_record) returns boolean language sql stable as $$
        select exists (
          select 1 from service_record o
          join decision_request q on q.subject_id = o.id and q.kind = 'service-hours.correction'
          join decision d on d.request_id = q.id and d.outcome = 'APPROVED'
          where o.volunteer_id = r.volunteer_id and o.shift_id = r.shift_id and o.revision = r.revision - 1
            and o.status = 'REVERSED' and (q.payload ->> 'afterMinutes')::int = r.credited_minutes)
      $$;

      -- VL010: what is confirmed goes only as two decided; the publicity of an earlier revision serves only then.
      create function record_is_corrected_by_two() returns trigger language plpgsql as $$
      begin
        if old.status = 'CONFIRMED' and new.status = 'REVERSED' and not exists (
            select 1 from decision_request q join decision d on d.request_id = q.id and d.outcome = 'APPROVED'
            where q.subject_id = new.id and q.kind = 'service-hours.correction')
          and not exists (
            select 1 from recompute_line l join recompute_run u on u.id = l.run_id and u.status in ('APPROVED', 'DONE')
            where l.volunteer_id = new.volunteer_id and l.record_id = new.id) then
          raise exception 'nobody agreed to take it back' using errcode = 'VL010', constraint = 'confirmed_record_goes_by_two';
        end if;
        if old.status = 'PUBLICITY' and new.status = 'CONFIRMED' and new.revision > 1
          and new.publicity_from < new.computed_at - interval '1 day'
          and not record_is_corrected(new) and not record_is_recomputed(new) then
          raise exception 'not its own publicity' using errcode = 'VL010', constraint = 'revision_is_agreed';
        end if;
        return new;
      end $$;
      create trigger service_record_corrected_by_two before update of status on service_record
        for each row when (new.status in ('CONFIRMED', 'REVERSED') and new.status <> old.status)
        execute function record_is_corrected_by_two();
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      drop trigger service_record_corrected_by_two on service_record;
      drop function record_is_corrected_by_two(), record_is_corrected(service_record);
    `);
  }
}
