import { VOLUNTEER_PARTITIONS } from './partitions';

/**
 * The bytes of an entry, as docs/ledger.md lists them: length-prefixed and fixed-width fields only, so that two different
 * entries never have the same bytes. Texts are UTF-8 (the create-migration refuses a database of another encoding, so
 * that the length of a text is the length of its bytes); an absent number differs from every present one.
 */
export const hashFunctions = `
  create function ledger_text(p_text text) returns bytea language sql stable parallel safe as $$
    select int4send(octet_length(p_text)) || convert_to(p_text, 'UTF8')
  $$;

  -- Everything that is hashed behind the previous hash. Stable, not immutable, because convert_to is; only a matching
  -- label lets it be inlined.
  create function ledger_entry_fields(
    p_volunteer uuid, p_kind text, p_seq bigint, p_entry uuid, p_amount bigint, p_after bigint, p_issuer uuid,
    p_reason text, p_cause_kind text, p_cause uuid, p_reverses bigint, p_rule_version text, p_effective timestamptz,
    p_recorded timestamptz, p_recorded_by text
  ) returns bytea language sql stable parallel safe as $$
    select uuid_send(p_volunteer) || ledger_text(p_kind)
      || int8send(p_seq) || uuid_send(p_entry) || int8send(p_amount) || int8send(p_after) || uuid_send(p_issuer)
      || ledger_text(p_reason) || ledger_text(p_cause_kind) || uuid_send(p_cause)
      || coalesce('\\x01'::bytea || int8send(p_reverses), '\\x00'::bytea)
      || ledger_text(p_rule_version)
      || int8send((extract(epoch from p_effective) * 1000000)::bigint)
      || int8send((extract(epoch from p_recorded) * 1000000)::bigint)
      || ledger_text(p_recorded_by)
  $$;

  create function ledger_entry_hash(
    p_previous bytea, p_volunteer uuid, p_kind text, p_seq bigint, p_entry uuid, p_amount bigint, p_after bigint,
    p_issuer uuid, p_reason text, p_cause_kind text, p_cause uuid, p_reverses bigint, p_rule_version text,
    p_effective timestamptz, p_recorded timestamptz, p_recorded_by text
  ) returns bytea language sql stable parallel safe as $$
    select sha256(ledger_text('volunteer-ledger/entry/1') || int4send(octet_length(p_previous)) || p_previous
      || ledger_entry_fields(p_volunteer, p_kind, p_seq, p_entry, p_amount, p_after, p_issuer, p_reason, p_cause_kind,
        p_cause, p_reverses, p_rule_version, p_effective, p_recorded, p_recorded_by))
  $$;

  -- One link of a chain: the hash of an entry behind the last link, or behind the account's head where it is the first.
  -- The constant is ledger_text('volunteer-ledger/entry/1').
  create function ledger_link(p_last bytea, p_head bytea, p_fields bytea) returns bytea
  language plpgsql immutable parallel safe as $$
  begin
    return sha256('\\x00000018766f6c756e746565722d6c65646765722f656e7472792f31'::bytea
      || int4send(octet_length(coalesce(p_last, p_head))) || coalesce(p_last, p_head) || p_fields);
  end $$;
  -- As a window aggregate it chains any number of entries of an account in one pass.
  create aggregate ledger_chain(bytea, bytea) (sfunc = ledger_link, stype = bytea);
`;

/**
 * What must hold for every row. One function per table and not one CHECK per rule, because PostgreSQL reads the text of
 * every CHECK anew for every statement: eight of them took longer than writing the entry and its indexes.
 */
export const soundnessFunctions = `
  create function ledger_account_is_sound(p_kind text, p_seq bigint) returns boolean
  language plpgsql immutable parallel safe as $$
  begin
    return p_seq >= 0 and p_kind in ('SERVICE_MINUTES', 'TRAINING_MINUTES', 'POINT_TENTHS');
  end $$;

  create function ledger_entry_is_sound(
    p_seq bigint, p_amount bigint, p_reason text, p_cause_kind text, p_reverses bigint, p_effective timestamptz,
    p_recorded timestamptz, p_hash bytea
  ) returns boolean language plpgsql immutable parallel safe as $$
  begin
    return p_seq >= 1
      and p_amount between -10000000 and 10000000
      and case
        when p_reason in ('SERVICE', 'TRAINING', 'BONUS') then p_amount > 0
        when p_reason in ('PENALTY', 'REDEMPTION', 'EXPIRY') then p_amount < 0
        when p_reason = 'REVERSAL' then p_amount <> 0
        else false end
      and p_cause_kind in ('SERVICE_RECORD', 'REVERSAL', 'MANUAL', 'OPENING')
      -- a reversal, and nothing else, names an earlier entry
      and case
        when p_reason = 'REVERSAL' then coalesce(p_reverses >= 1 and p_reverses < p_seq, false)
        else p_reverses is null end
      and isfinite(p_effective) and isfinite(p_recorded)
      and octet_length(p_hash) = 32;
  end $$;
`;

const postingParameters = `
  p_volunteer uuid[], p_kind text[], p_entry uuid[], p_amount bigint[], p_issuer uuid[], p_reason text[],
  p_cause_kind text[], p_cause uuid[], p_reverses bigint[], p_rule_version text[], p_effective timestamptz[],
  p_recorded_at timestamptz, p_recorded_by text`;
const answerColumns = `
  ordinal bigint, is_new boolean, entry_seq bigint, entry_amount bigint, entry_balance_after bigint`;

/**
 * Any number of postings, set by set: every step is one statement for all of them, and every statement finds its rows
 * by index whatever the planner believes about the sizes (hence the settings).
 */
const postMany = `
  create or replace function ledger_post_many(${postingParameters}) returns table (${answerColumns})
  language plpgsql set enable_hashjoin = off set enable_mergejoin = off set enable_seqscan = off set jit = off as $$
  declare
    -- postings that post nothing: their cause has posted before, or stands earlier in the same call
    v_settled bigint[];
    v_bad bigint;
  begin
    insert into ledger_account (volunteer_id, kind, updated_at)
      select u.v, u.k, p_recorded_at from unnest(p_volunteer, p_kind) u (v, k)
      where not exists (select 1 from ledger_account a where a.volunteer_id = u.v and a.kind = u.k)
      group by 1, 2 order by volunteer_leaf(u.v), 1, 2
      on conflict do nothing;
    perform 1 from ledger_account a
      where (a.volunteer_id, a.kind) in (select u.v, u.k from unnest(p_volunteer, p_kind) u (v, k))
      order by volunteer_leaf(a.volunteer_id), a.volunteer_id, a.kind for no key update;

    -- The accounts are locked now: what has been posted is settled.
    select array_agg(s.ord) into v_settled
    from (
      select u.ord, row_number() over (partition by u.v, u.k, u.ck, u.c order by u.ord) as nth,
        exists (
          select 1 from ledger_entry e
          where e.volunteer_id = u.v and e.account_kind = u.k and e.cause_kind = u.ck and e.cause_id = u.c) as is_known
      from unnest(p_volunteer, p_kind, p_cause_kind, p_cause) with ordinality u (v, k, ck, c, ord)) s
    where s.nth > 1 or s.is_known;

    if 'REVERSAL' = any (p_reason) then
      -- A reversal takes back a whole posting of the same account that is not itself a reversal.
      select min(u.ord) into v_bad
      from unnest(p_volunteer, p_kind, p_amount, p_reason, p_reverses) with ordinality u (v, k, amount, reason, reverses, ord)
      where u.reason = 'REVERSAL' and (v_settled is null or u.ord <> all (v_settled)) and not exists (
        select 1 from ledger_entry o
        where o.volunteer_id = u.v and o.account_kind = u.k and o.seq = u.reverses and o.amount = -u.amount
          and o.reason <> 'REVERSAL');
      if v_bad is not null then
        raise exception 'posting % reverses no posting of that amount', v_bad using errcode = 'VL003';
      end if;
      select min(u.ord) into v_bad
      from unnest(p_volunteer, p_kind, p_reverses) with ordinality u (v, k, reverses, ord)
      join ledger_entry r on r.volunteer_id = u.v and r.account_kind = u.k and r.reverses_seq = u.reverses
      where v_settled is null or u.ord <> all (v_settled);
      if v_bad is not null then
        raise exception 'posting % reverses what was reversed before', v_bad using errcode = 'VL004';
      end if;
    end if;

    return query
    with incoming as (
      select u.*, a.head_hash, a.seq + row_number() over account as seq,
        (a.balance + sum(u.amount) over account)::bigint as after
      from unnest(p_volunteer, p_kind, p_entry, p_amount, p_issuer, p_reason, p_cause_kind, p_cause, p_reverses,
        p_rule_version, p_effective) with ordinality
        u (v, k, entry, amount, issuer, reason, cause_kind, cause, reverses, rule_version, effective, ord)
      join ledger_account a on a.volunteer_id = u.v and a.kind = u.k
      where v_settled is null or u.ord <> all (v_settled)
      window account as (partition by u.v, u.k order by u.ord rows unbounded preceding)
    ), chained as (
      select i.*, ledger_chain(i.head_hash, ledger_entry_fields(i.v, i.k, i.seq, i.entry, i.amount, i.after, i.issuer,
          i.reason, i.cause_kind, i.cause, i.reverses, i.rule_version, i.effective, p_recorded_at, p_recorded_by))
        over (partition by i.v, i.k order by i.ord rows unbounded preceding) as hash
      from incoming i
    ), appended as (
      insert into ledger_entry (volunteer_id, account_kind, seq, entry_id, amount, balance_after, issuer_division_id,
        reason, cause_kind, cause_id, reverses_seq, rule_version, effective_at, recorded_at, recorded_by, hash)
      select v, k, seq, entry, amount, after, issuer, reason, cause_kind, cause, reverses, rule_version, effective,
        p_recorded_at, p_recorded_by, hash
      from chained
    ), moved as (
      update ledger_account a
      set balance = last.after, seq = last.seq, head_hash = last.hash, updated_at = p_recorded_at
      from (select distinct on (v, k) v, k, seq, after, hash from chained order by v, k, seq desc) last
      where a.volunteer_id = last.v and a.kind = last.k
    ), summed as (
      insert into ledger_month as m (volunteer_id, account_kind, month, amount)
      select c.v, c.k, to_char(c.effective at time zone 'Asia/Shanghai', 'YYYY-MM'), sum(c.amount)
      from chained c group by 1, 2, 3 order by 1, 2, 3
      on conflict (volunteer_id, account_kind, month) do update set amount = m.amount + excluded.amount
    )
    select c.ord, true, c.seq, c.amount, c.after from chained c;
    if v_settled is null then
      return;
    end if;

    select min(u.ord) into v_bad
    from unnest(p_volunteer, p_kind, p_amount, p_reason, p_cause_kind, p_cause, p_reverses) with ordinality
      u (v, k, amount, reason, ck, c, reverses, ord)
    join ledger_entry e on e.volunteer_id = u.v and e.account_kind = u.k and e.cause_kind = u.ck and e.cause_id = u.c
    where u.ord = any (v_settled)
      and ((u.amount, u.reason) <> (e.amount, e.reason) or u.reverses is distinct from e.reverses_seq);
    if v_bad is not null then
      raise exception 'the cause of posting % has posted something else', v_bad using errcode = 'VL002';
    end if;
    return query
      select u.ord, false, e.seq, e.amount, e.balance_after
      from unnest(p_volunteer, p_kind, p_cause_kind, p_cause) with ordinality u (v, k, ck, c, ord)
      join ledger_entry e on e.volunteer_id = u.v and e.account_kind = u.k and e.cause_kind = u.ck and e.cause_id = u.c
      where u.ord = any (v_settled);
  end $$;
`;

/**
 * Posts what is usual in one statement: the first posting to each account that gives something, where the account exists
 * and the cause has not posted yet. It answers what it has posted and leaves the rest alone. The update of the account is its lock. Where
 * another transaction posts the same cause at this moment the key of the entries refuses, and all has to be tried again.
 *
 * @param incoming a query of columns v, k, entry, amount, issuer, reason, cause_kind, cause, rule_version, effective, ord.
 * @param leaf the end of the names of the tables, where all rows are in one leaf.
 */
const postFirst = (incoming: string, leaf = ''): string => `
    with incoming as (${incoming}
    ), moved as (
      update ledger_account${leaf} a
      set balance = a.balance + i.amount, seq = a.seq + 1, updated_at = p_recorded_at,
        head_hash = ledger_link(null, a.head_hash, ledger_entry_fields(i.v, i.k, a.seq + 1, i.entry, i.amount,
          a.balance + i.amount, i.issuer, i.reason, i.cause_kind, i.cause, null, i.rule_version, i.effective,
          p_recorded_at, p_recorded_by))
      from incoming i
      where a.volunteer_id = i.v and a.kind = i.k and not exists (
        select 1 from ledger_entry${leaf} e
        where e.volunteer_id = i.v and e.account_kind = i.k and e.cause_kind = i.cause_kind and e.cause_id = i.cause)
      returning i.*, a.seq, a.balance, a.head_hash
    ), summed as (
      insert into ledger_month as m (volunteer_id, account_kind, month, amount)
      select v, k, to_char(effective at time zone 'Asia/Shanghai', 'YYYY-MM'), amount from moved
      on conflict (volunteer_id, account_kind, month) do update set amount = m.amount + excluded.amount
    ), appended as (
      insert into ledger_entry${leaf} (volunteer_id, account_kind, seq, entry_id, amount, balance_after,
        issuer_division_id, reason, cause_kind, cause_id, rule_version, effective_at, recorded_at, recorded_by, hash)
      select v, k, seq, entry, amount, balance, issuer, reason, cause_kind, cause, rule_version, effective,
        p_recorded_at, p_recorded_by, head_hash
      from moved
    )
    select m.ord, true, m.seq, m.amount, m.balance from moved m`;

const allAtOnce = `return query select m.* from ledger_post_many(p_volunteer, p_kind, p_entry, p_amount, p_issuer,
      p_reason, p_cause_kind, p_cause, p_reverses, p_rule_version, p_effective, p_recorded_at, p_recorded_by) m;`;

const leafParameters = `
  p_volunteer uuid[], p_kind text[], p_entry uuid[], p_amount bigint[], p_issuer uuid[], p_reason text[],
  p_cause_kind text[], p_cause uuid[], p_rule_version text[], p_effective timestamptz[], p_ordinal bigint[],
  p_recorded_at timestamptz, p_recorded_by text`;

/**
 * ledger_post_p00 to _p63: many postings to one leaf. Naming the leaf spares every row the search for its partition,
 * which took a third of the time; a leaf has a function of its own so that its plan is made once per connection.
 */
const postToLeaf = (leaf: string): string => `
  create or replace function ledger_post${leaf}(${leafParameters}) returns table (${answerColumns})
  language plpgsql set enable_hashjoin = off set enable_mergejoin = off set enable_seqscan = off set jit = off as $$
  begin
    return query ${postFirst(
      `
      select distinct on (v, k) *
      from unnest(p_volunteer, p_kind, p_entry, p_amount, p_issuer, p_reason, p_cause_kind, p_cause, p_rule_version,
        p_effective, p_ordinal) u (v, k, entry, amount, issuer, reason, cause_kind, cause, rule_version, effective, ord)
      order by v, k, ord`,
      leaf,
    )};
  end $$;
`;

/**
 * What it costs to call the function of a leaf, and to begin with ledger_post_many, in postings to a leaf: a few postings
 * for each of many leaves are faster made set by set. As measured by the benchmarks, roughly.
 */
const LEAF_COST = 18;
const SET_COST = 68;

/** Nothing is posted whose cause nobody has declared. */
const askForCauses = `
    v_undeclared := ledger_undeclared(p_volunteer, p_kind, p_amount, p_reason, p_cause_kind, p_cause, p_reverses);
    if v_undeclared is not null then
      raise exception 'nobody declared the cause of posting %', v_undeclared using errcode = 'VL005';
    end if;`;

/**
 * The door. It owns the only right to write to the ledger (security definer). Plans are made without looking at values:
 * otherwise all 64 partitions are planned anew at every call, which takes 20 ms.
 *
 * @param question what is asked before anything is posted.
 */
const post = (question = ''): string => `
  create or replace function ledger_post(${postingParameters}) returns table (${answerColumns})
  language plpgsql security definer
  set search_path = public, pg_temp set plan_cache_mode = force_generic_plan as $$
  declare
    v_volunteer constant uuid := p_volunteer[1];
    v_kind constant text := p_kind[1];
    v_count constant bigint := cardinality(p_volunteer);
    v_is_usual boolean;
    v_part record;
    v_answered bigint;
    v_posted bigint := 0;
    v_undeclared bigint;
  begin${question}
    -- What takes away is judged under the lock: a repetition has to be known before the balance can be found too low.
    v_is_usual := 0 < all (p_amount) and 'REVERSAL' <> all (p_reason)
      and cardinality(array_remove(p_reverses, null)) = 0;
    -- Asked apart, because a question with a query in it is a statement of its own.
    if v_is_usual and v_count > 1 then
      v_is_usual := (select count(distinct volunteer_leaf(v)) * ${LEAF_COST} <= v_count + ${SET_COST} from unnest(p_volunteer) v);
    end if;
    if not v_is_usual then
      ${allAtOnce}
      return;
    end if;

    if v_count = 1 then
      return query ${postFirst(`
        select v_volunteer as v, v_kind as k, p_entry[1] as entry, p_amount[1] as amount, p_issuer[1] as issuer,
          p_reason[1] as reason, p_cause_kind[1] as cause_kind, p_cause[1] as cause,
          p_rule_version[1] as rule_version, p_effective[1] as effective, 1::bigint as ord`)};
      get diagnostics v_posted = row_count;
    else
      for v_part in
        select to_char(volunteer_leaf(u.v), 'FM00') as leaf, array_agg(u.v) as v, array_agg(u.k) as k,
          array_agg(u.entry) as entry, array_agg(u.amount) as amount, array_agg(u.issuer) as issuer,
          array_agg(u.reason) as reason, array_agg(u.ck) as cause_kind, array_agg(u.c) as cause,
          array_agg(u.rule_version) as rule_version, array_agg(u.effective) as effective, array_agg(u.ord) as ord
        from unnest(p_volunteer, p_kind, p_entry, p_amount, p_issuer, p_reason, p_cause_kind, p_cause, p_rule_version,
          p_effective) with ordinality u (v, k, entry, amount, issuer, reason, ck, c, rule_version, effective, ord)
        group by 1 order by 1
      loop
        return query execute 'select * from ledger_post_p' || v_part.leaf
            || '($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)'
          using v_part.v, v_part.k, v_part.entry, v_part.amount, v_part.issuer, v_part.reason, v_part.cause_kind,
            v_part.cause, v_part.rule_version, v_part.effective, v_part.ord, p_recorded_at, p_recorded_by;
        get diagnostics v_answered = row_count;
        v_posted := v_posted + v_answered;
      end loop;
    end if;
    if v_posted = v_count then
      return;
    end if;

    -- New accounts, further postings to an account, repetitions.
    select array_agg(u.v order by u.ord) as v, array_agg(u.k order by u.ord) as k,
      array_agg(u.entry order by u.ord) as entry, array_agg(u.amount order by u.ord) as amount,
      array_agg(u.issuer order by u.ord) as issuer, array_agg(u.reason order by u.ord) as reason,
      array_agg(u.ck order by u.ord) as cause_kind, array_agg(u.c order by u.ord) as cause,
      array_agg(u.reverses order by u.ord) as reverses, array_agg(u.rule_version order by u.ord) as rule_version,
      array_agg(u.effective order by u.ord) as effective, array_agg(u.ord order by u.ord) as ord
    into v_part
    from unnest(p_volunteer, p_kind, p_entry, p_amount, p_issuer, p_reason, p_cause_kind, p_cause, p_reverses,
      p_rule_version, p_effective) with ordinality
      u (v, k, entry, amount, issuer, reason, ck, c, reverses, rule_version, effective, ord)
    where not exists (
      select 1 from ledger_entry e
      where e.volunteer_id = u.v and e.account_kind = u.k and e.cause_kind = u.ck and e.cause_id = u.c
        and e.entry_id = u.entry);
    return query
      select v_part.ord[m.ordinal], m.is_new, m.entry_seq, m.entry_amount, m.entry_balance_after
      from ledger_post_many(v_part.v, v_part.k, v_part.entry, v_part.amount, v_part.issuer, v_part.reason,
        v_part.cause_kind, v_part.cause, v_part.reverses, v_part.rule_version, v_part.effective, p_recorded_at,
        p_recorded_by) m;
  end $$;
`;

/** The door as it was made first; it still opens where the leaves have no functions. */
const firstDoor = `
  create or replace function ledger_post(${postingParameters}) returns table (${answerColumns})
  language plpgsql security definer
  set search_path = public, pg_temp set plan_cache_mode = force_generic_plan as $$
  begin
    ${allAtOnce}
  end $$;
`;

/** Holds a volunteer's accounts until the end of the transaction; who may only post may not lock by himself. */
const lock = `
  create function ledger_lock(p_volunteer uuid) returns void
  language plpgsql security definer
  set search_path = public, pg_temp set plan_cache_mode = force_generic_plan as $$
  begin
    perform 1 from ledger_account a where a.volunteer_id = p_volunteer order by a.kind for no key update;
  end $$;
`;

/**
 * The write path. A posting whose cause has posted before is answered with the first posting's numbers and
 * is_new = false; nothing is posted twice. VL002: the cause has posted something else before. VL003: a reversal does not
 * take back exactly one posting. VL004: that posting was taken back before.
 */
export const firstPostingFunctions = [postMany, firstDoor, lock].join('\n');

const leaves = Array.from({ length: VOLUNTEER_PARTITIONS }, (_, leaf) => `_p${String(leaf).padStart(2, '0')}`);

/** The same in one statement where the posting is a usual one. Locks are taken in the order of leaf, volunteer and kind. */
export const postingFunctions = [postMany, ...leaves.map(postToLeaf), post()].join('\n');
/** The door that asks for the cause of each posting first, VL005, and the one that did not. */
export const askingDoor = post(askForCauses);
export const openDoor = post();

/** Back to the first ones. */
export const withoutLeafFunctions = [firstDoor, ...leaves.map((leaf) => `drop function ledger_post${leaf};`)].join(
  '\n',
);
