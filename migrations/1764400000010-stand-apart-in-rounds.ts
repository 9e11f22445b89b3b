/**
 * Why: who gave a candidate a score, an office or points could also decide the round that counts them. Whoever decides a round
 * has no hand in what it counts, and the same rule holds for whoever writes to the database directly.
 * Locks: selection_round for an instant (trigger). Way back: down; nothing is lost.
 */
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Decisions that gave a score, an office or points. */
const gifts = [
  'ledger.adjust',
  'heads.appoint',
  'heads.end',
  'people-imports.appointments',
  'awards.record-assessment',
  'awards.void-assessment',
];

export class StandApartInRounds1764400000010 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      -- The actors who gave the candidates of a round a score in its period, an office that was held in it, or points.
      create function selection_hands(p_round uuid) returns text[] language sql stable as $$
        with round as (select * from selection_round where id = p_round),
        candidate as (select distinct volunteer_id from selection_line where round_id = p_round)
        select coalesce(array_agg(distinct hand), '{}') from (
          select a.recorded_by as hand from round r, candidate c
          join head_appointment h on h.volunteer_id = c.volunteer_id
          join assessment a on a.appointment_id = h.id
          where a.assessed_on between r.period_from and r.period_to and h.role = any (r.roles)
          union
          select h.created_by from round r, candidate c join head_appointment h on h.volunteer_id = c.volunteer_id
          where h.role = any (r.roles) and h.valid_from <= r.period_to and (h.valid_to is null or h.valid_to > r.period_from)
          union
          select m.posted_by from round r, candidate c join manual_posting m on m.volunteer_id = c.volunteer_id
          where m.posted_at >= r.period_from::timestamp at time zone 'Asia/Shanghai'
          union
          select unnest(array[q.asked_by, d.decided_by])
          from round r, decision_request q join decision d on d.request_id = q.id and d.outcome = 'APPROVED'
          where q.kind in (${gifts.map((kind) => `'${kind}'`).join(', ')})
            and q.concerned && array(select volunteer_id from candidate)
            and d.decided_at >= r.period_from::timestamp at time zone 'Asia/Shanghai') hands
      $$;

      create function round_is_decided_apart() returns trigger language plpgsql as $$
      begin
        perform require_free_decider(new.decided_by, new.created_by, selection_hands(new.id),
          array(select distinct volunteer_id from selection_line where round_id = new.id), new.created_at);
        return new;
      end $$;
      create trigger selection_round_decided_apart before update of status on selection_round
        for each row when (new.status = 'CONFIRMED' and old.status <> 'CONFIRMED')
        execute function round_is_decided_apart();
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      drop trigger selection_round_decided_apart on selection_round;
      drop function round_is_decided_apart(), selection_hands(uuid);
    `);
  }
}
