/**
 * Why: the ledger. One signed row names both sides of a posting (the volunteer's account; the issuer: division + reason).
 * Entries are append-only, numbered without gaps per account and chained by hash; ledger_post is the only write path.
 * Everything is partitioned by volunteer, so posters that own disjoint partitions never wait for each other.
 * Locks: none, all tables are new. Way back: drop the tables and functions (only before the first posting).
 */
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { partitionByVolunteer } from './support/partitions';

export class CreateLedger1764000300000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table ledger_account (
        volunteer_id uuid not null,
        kind text not null check (kind in ('SERVICE_MINUTES', 'TRAINING_MINUTES', 'POINT_TENTHS')),
        balance bigint not null default 0,
        seq bigint not null default 0 check (seq >= 0),
        head_hash bytea not null default '\\x'::bytea,
        updated_at timestamptz not null,
        primary key (volunteer_id, kind),
        constraint ledger_account_minutes_not_negative check (kind = 'POINT_TENTHS' or balance >= 0)
      ) partition by hash (volunteer_id);

      create table ledger_entry (
        volunteer_id uuid not null,
        account_kind text not null,
        seq bigint not null check (seq >= 1),
        entry_id uuid not null,
        -- minutes, or tenths of a point
        amount bigint not null,
        balance_after bigint not null,
        issuer_division_id uuid not null,
        reason text not null,
        -- what made this posting; one cause posts once per account
        cause_kind text not null check (cause_kind in ('SERVICE_RECORD', 'REVERSAL', 'MANUAL')),
        cause_id uuid not null,
        reverses_seq bigint,
        rule_version text not null,
        effective_at timestamptz not null,
        recorded_at timestamptz not null,
        recorded_by text not null,
        hash bytea not null check (octet_length(hash) = 32),
        primary key (volunteer_id, account_kind, seq),
        constraint ledger_entry_posted_once unique (volunteer_id, account_kind, cause_kind, cause_id),
        constraint ledger_entry_reversed_once unique (volunteer_id, account_kind, reverses_seq),
        foreign key (volunteer_id, account_kind) references ledger_account (volunteer_id, kind),
        foreign key (volunteer_id, account_kind, reverses_seq) references ledger_entry (volunteer_id, account_kind, seq),
        constraint ledger_entry_sign check (
          case reason
            when 'SERVICE' then amount > 0
            when 'TRAINING' then amount > 0
            when 'BONUS' then amount > 0
            when 'PENALTY' then amount < 0
            when 'REDEMPTION' then amount < 0
            when 'EXPIRY' then amount < 0
            when 'REVERSAL' then amount <> 0
            else false
          end),
        constraint ledger_entry_range check (amount between -10000000 and 10000000),
        constraint ledger_entry_reversal_names_original check ((reason = 'REVERSAL') = (reverses_seq is not null)),
        constraint ledger_entry_reversal_looks_back check (reverses_seq >= 1 and reverses_seq < seq),
        constraint ledger_entry_times_finite check (isfinite(effective_at) and isfinite(recorded_at))
      ) partition by hash (volunteer_id);

      -- Sum of the amounts by month of effect, kept in the posting itself; ranking and reports start here.
      create table ledger_month (
        volunteer_id uuid not null,
        account_kind text not null,
        month char(7) not null check (month ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
        amount bigint not null,
        primary key (volunteer_id, account_kind, month)
      ) with (fillfactor = 80);

      -- Length-prefixed and fixed-width fields only, so that two different entries never have the same bytes. Texts are
      -- UTF-8 whatever the encodings of server and client are; an absent number differs from every present one.
      create function ledger_text(p_text text) returns bytea language sql stable parallel safe as $$
        select int4send(octet_length(convert_to(p_text, 'UTF8'))) || convert_to(p_text, 'UTF8')
      $$;

      -- stable, not immutable, because convert_to is; only a matching label lets it be inlined.
      create function ledger_entry_hash(
        p_previous bytea, p_volunteer uuid, p_kind text, p_seq bigint, p_entry uuid, p_amount bigint, p_after bigint,
        p_issuer uuid, p_reason text, p_cause_kind text, p_cause uuid, p_reverses bigint, p_rule_version text,
        p_effective timestamptz, p_recorded timestamptz, p_recorded_by text
      ) returns bytea language sql stable parallel safe as $$
        select sha256(
          ledger_text('volunteer-ledger/entry/1')
          || int4send(octet_length(p_previous)) || p_previous
          || uuid_send(p_volunteer) || ledger_text(p_kind)
          || int8send(p_seq) || uuid_send(p_entry) || int8send(p_amount) || int8send(p_after) || uuid_send(p_issuer)
          || ledger_text(p_reason) || ledger_text(p_cause_kind) || uuid_send(p_cause)
          || coalesce('\\x01'::bytea || int8send(p_reverses), '\\x00'::bytea)
          || ledger_text(p_rule_version)
          || int8send((extract(epoch from p_effective) * 1000000)::bigint)
          || int8send((extract(epoch from p_recorded) * 1000000)::bigint)
          || ledger_text(p_recorded_by))
      $$;

      -- The one write path. Postings of one account are chained in the order of the arrays. A posting whose cause has
      -- posted before is answered with the first posting's numbers and is_new = false; nothing is posted twice.
      -- VL002: the cause has posted something else before. VL003: a reversal does not take back exactly one posting. VL004: that
      -- posting was taken back before.
      create function ledger_post(
        p_volunteer uuid[], p_kind text[], p_entry uuid[], p_amount bigint[], p_issuer uuid[], p_reason text[],
        p_cause_kind text[], p_cause uuid[], p_reverses bigint[], p_rule_version text[], p_effective timestamptz[],
        p_recorded_at timestamptz, p_recorded_by text
      ) returns table (ordinal bigint, is_new boolean, entry_seq bigint, entry_amount bigint, entry_balance_after bigint)
      language plpgsql as $$
      declare
        v_ordinal bigint[];
        v_turn bigint[];
        v_turns bigint;
        v_bad bigint;
      begin
        insert into ledger_account (volunteer_id, kind, updated_at)
          select distinct u.volunteer_id, u.kind, p_recorded_at from unnest(p_volunteer, p_kind) u (volunteer_id, kind)
          order by 1, 2
          on conflict do nothing;
        perform 1 from ledger_account a
          where (a.volunteer_id, a.kind) in (select u.v, u.k from unnest(p_volunteer, p_kind) u (v, k))
            and a.volunteer_id = any (p_volunteer)
          order by a.volunteer_id, a.kind for no key update;

        -- The accounts are locked now: what has been posted is settled. Number what has not, per account.
        select array_agg(f.ord), array_agg(f.turn), coalesce(max(f.turn), 0) into v_ordinal, v_turn, v_turns
        from (
          select w.ord, row_number() over (partition by w.v, w.k order by w.ord) as turn
          from (
            select distinct on (u.v, u.k, u.ck, u.c) u.v, u.k, u.ord
            from unnest(p_volunteer, p_kind, p_cause_kind, p_cause) with ordinality u (v, k, ck, c, ord)
            where not exists (
              select 1 from ledger_entry e
              where e.volunteer_id = u.v and e.account_kind = u.k and e.cause_kind = u.ck and e.cause_id = u.c)
            order by u.v, u.k, u.ck, u.c, u.ord) w) f;

        -- A reversal takes back a whole posting of the same account that is not itself a reversal.
        select min(u.ord) into v_bad
        from unnest(p_volunteer, p_kind, p_amount, p_reason, p_reverses) with ordinality u (v, k, amount, reason, reverses, ord)
        where u.reason = 'REVERSAL' and u.ord = any (v_ordinal) and not exists (
          select 1 from ledger_entry o
          where o.volunteer_id = u.v and o.account_kind = u.k and o.seq = u.reverses and o.amount = -u.amount
            and o.reason <> 'REVERSAL');
        if v_bad is not null then
          raise exception 'posting % reverses no posting of that amount', v_bad using errcode = 'VL003';
        end if;
        select min(u.ord) into v_bad
        from unnest(p_volunteer, p_kind, p_reverses) with ordinality u (v, k, reverses, ord)
        join ledger_entry r on r.volunteer_id = u.v and r.account_kind = u.k and r.reverses_seq = u.reverses
        where u.ord = any (v_ordinal);
        if v_bad is not null then
          raise exception 'posting % reverses what was reversed before', v_bad using errcode = 'VL004';
        end if;

        for v_now in 1 .. v_turns loop
          with batch as (
            select u.* from unnest(v_ordinal, v_turn) f (ord, turn)
            join unnest(p_volunteer, p_kind, p_entry, p_amount, p_issuer, p_reason, p_cause_kind, p_cause, p_reverses,
              p_rule_version, p_effective) with ordinality
              u (v, k, entry, amount, issuer, reason, cause_kind, cause, reverses, rule_version, effective, ord)
              on u.ord = f.ord
            where f.turn = v_now
          ), next as (
            select b.*, a.seq + 1 as seq, a.balance + b.amount as after,
              ledger_entry_hash(a.head_hash, b.v, b.k, a.seq + 1, b.entry, b.amount, a.balance + b.amount, b.issuer,
                b.reason, b.cause_kind, b.cause, b.reverses, b.rule_version, b.effective, p_recorded_at, p_recorded_by)
                as hash
            from batch b join ledger_account a on a.volunteer_id = b.v and a.kind = b.k
          ), appended as (
            insert into ledger_entry (volunteer_id, account_kind, seq, entry_id, amount, balance_after,
              issuer_division_id, reason, cause_kind, cause_id, reverses_seq, rule_version, effective_at, recorded_at,
              recorded_by, hash)
            select v, k, seq, entry, amount, after, issuer, reason, cause_kind, cause, reverses, rule_version, effective,
              p_recorded_at, p_recorded_by, hash
            from next
          ), moved as (
            update ledger_account a
            set balance = n.after, seq = n.seq, head_hash = n.hash, updated_at = p_recorded_at
            from next n where a.volunteer_id = n.v and a.kind = n.k
          )
          insert into ledger_month as m (volunteer_id, account_kind, month, amount)
            select n.v, n.k, to_char(n.effective at time zone 'Asia/Shanghai', 'YYYY-MM'), n.amount from next n
            order by 1, 2, 3
            on conflict (volunteer_id, account_kind, month) do update set amount = m.amount + excluded.amount;
        end loop;

        select min(u.ord) into v_bad
        from unnest(p_volunteer, p_kind, p_amount, p_reason, p_cause_kind, p_cause, p_reverses) with ordinality
          u (v, k, amount, reason, ck, c, reverses, ord)
        join ledger_entry e
          on e.volunteer_id = u.v and e.account_kind = u.k and e.cause_kind = u.ck and e.cause_id = u.c
        where (u.amount, u.reason) <> (e.amount, e.reason) or u.reverses is distinct from e.reverses_seq;
        if v_bad is not null then
          raise exception 'the cause of posting % has posted something else', v_bad using errcode = 'VL002';
        end if;

        return query
          select u.ord, coalesce(u.ord = any (v_ordinal), false), e.seq, e.amount, e.balance_after
          from unnest(p_volunteer, p_kind, p_cause_kind, p_cause) with ordinality u (v, k, ck, c, ord)
          join ledger_entry e
            on e.volunteer_id = u.v and e.account_kind = u.k and e.cause_kind = u.ck and e.cause_id = u.c
          order by u.ord;
      end $$;
    `);
    await partitionByVolunteer(queryRunner, 'ledger_account', { appendOnly: false, fillFactor: 70 });
    await partitionByVolunteer(queryRunner, 'ledger_entry', { appendOnly: true });
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      drop function ledger_post;
      drop function ledger_entry_hash;
      drop function ledger_text;
      drop table ledger_month, ledger_entry, ledger_account;
    `);
  }
}
