import { Injectable } from '@nestjs/common';
import { localDayOf } from '../../../kernel/local-day';
import { Clock } from '../../foundation/clock/clock';
import { Runtime } from '../../foundation/config/runtime';
import { GroupCommit } from '../../data/database/group-commit';
import { UnitOfWork } from '../../data/database/unit-of-work';
import { AccountRules } from './account-rules';
import type { Grant, UserActor } from '../../foundation/actor/actor';
import type { Role } from '../../foundation/actor/permissions';
import { adminRoles, separated } from './three-admins';

interface ActorRow {
  session_id: string;
  user_id: string;
  display_name: string;
  volunteer_id: string | null;
  has_totp: boolean;
  last_used_at: Date;
  grants: { role: Role; divisionId: string; divisionPath: string }[];
  deputy_for: string[];
}

/** A change of roles or a revoked session takes effect everywhere within this time. */
const FRESH_MS = 5_000;
const TOUCH_MS = 60_000;
const MAX_CACHED = 20_000;
/** While one statement is under way the next is being filled; a bigger one makes everybody in it wait for the last. */
const MAX_IN_FLIGHT = 2;
const MAX_GROUP_SIZE = 200;

/** Those whose account opens more than their own work. */
function isAdministrator({ role }: Grant): boolean {
  return adminRoles.includes(role) || role === 'STREET_ADMIN';
}

/**
 * Knows the actor behind a session: account, volunteer and the grants that are valid now. Sessions that are asked for
 * together are read together: in a rush everybody comes once, and a statement for each was two fifths of the processor time of a punch.
 */
@Injectable()
export class ActorSource {
  private readonly cache = new Map<string, { actor: UserActor; loadedAtMs: number }>();
  private readonly rows = new GroupCommit<string, ActorRow | null>({
    commit: (sessionIds) => this.read(sessionIds),
    keyOf: (sessionId) => sessionId,
    isItemFault: () => false,
    refuse: () => new Error('nobody is refused: the line is as long as it is'),
    maxInFlight: MAX_IN_FLIGHT,
    maxGroupSize: MAX_GROUP_SIZE,
    maxWaiting: Number.POSITIVE_INFINITY,
  });

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly runtime: Runtime,
    private readonly rules: AccountRules,
  ) {}

  /** The actor of a live session, or null where the session was revoked or the account is disabled. */
  async ofSession(sessionId: string): Promise<UserActor | null> {
    const nowMs = this.clock.nowMs();
    const known = this.cache.get(sessionId);
    if (known && nowMs - known.loadedAtMs < FRESH_MS && nowMs >= known.loadedAtMs) return known.actor;
    const actor = await this.load(sessionId, new Date(nowMs));
    this.cache.delete(sessionId);
    if (!actor) return null;
    if (this.cache.size >= MAX_CACHED) this.cache.clear();
    this.cache.set(sessionId, { actor, loadedAtMs: nowMs });
    return actor;
  }

  /** Forgets what is cached, so that this process sees a change at once. */
  forgetAll(): void {
    this.cache.clear();
  }

  private async load(sessionId: string, now: Date): Promise<UserActor | null> {
    const row = await this.rows.submit(sessionId);
    if (!row || (await this.isIdle(sessionId, row.last_used_at, now))) return null;
    const grants: readonly Grant[] = this.rules.isSeparated ? separated(row.grants) : row.grants;
    const needsTotp = this.runtime.config.access.requireTotp && !row.has_totp && grants.some(isAdministrator);
    return {
      kind: 'USER',
      userId: row.user_id,
      sessionId,
      displayName: row.display_name,
      volunteerId: row.volunteer_id,
      grants: needsTotp ? [] : grants,
      ...(row.deputy_for.length > 0 && { deputyFor: row.deputy_for }),
      ...(needsTotp && { needsTotp }),
    };
  }

  /** The rows of live sessions, in the order of the ids; null where there is none. */
  private async read(sessionIds: readonly string[]): Promise<readonly (ActorRow | null)[]> {
    const rows = await this.unitOfWork.read<ActorRow>(
      `select s.id as session_id, u.id as user_id, u.display_name, u.volunteer_id, s.last_used_at,
         exists (select 1 from user_totp t where t.user_id = u.id and t.confirmed_at is not null) as has_totp, coalesce((
          select jsonb_agg(jsonb_build_object('role', g.role, 'divisionId', g.division_id, 'divisionPath', d.path))
          from role_grant g join division d on d.id = g.division_id
          where g.user_id = u.id and g.valid_from <= $2 and (g.valid_to is null or g.valid_to > $2)), '[]') as grants,
         array(select d.path from decision_deputy y join division d on d.id = y.division_id
          where y.user_id = u.id and y.ended_at is null and $3::date between y.from_day and y.until_day) as deputy_for
       from user_session s join user_account u on u.id = s.user_id
       where s.id = any ($1::uuid[]) and s.revoked_at is null and u.status = 'ACTIVE'`,
      [sessionIds, this.clock.now(), localDayOf(this.clock.nowMs())],
    );
    const found = new Map(rows.map((row) => [row.session_id, row]));
    return sessionIds.map((sessionId) => found.get(sessionId) ?? null);
  }

  /** Where sessions end for being idle, their use is noted, at most once a minute. */
  private async isIdle(sessionId: string, lastUsedAt: Date, now: Date): Promise<boolean> {
    const { sessionIdleMs } = this.runtime.config.access;
    if (sessionIdleMs === null) return false;
    const idleMs = now.getTime() - lastUsedAt.getTime();
    if (idleMs > sessionIdleMs) return true;
    if (idleMs > TOUCH_MS) {
      const touch =
        'update user_session set last_used_at = $2 where id = $1 and revoked_at is null and last_used_at < $2';
      await this.unitOfWork.read(touch, [sessionId, now]);
    }
    return false;
  }
}
