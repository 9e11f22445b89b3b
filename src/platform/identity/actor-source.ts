import { Injectable } from '@nestjs/common';
import { Clock } from '../clock/clock';
import { UnitOfWork } from '../database/unit-of-work';
import type { Grant, UserActor } from './actor';
import type { Role } from './permissions';

interface ActorRow {
  user_id: string;
  display_name: string;
  volunteer_id: string | null;
  grants: { role: Role; divisionId: string; divisionPath: string }[];
}

/** A change of roles or a revoked session takes effect everywhere within this time. */
const FRESH_MS = 5_000;
const MAX_CACHED = 20_000;

/** Knows the actor behind a session: account, volunteer and the grants that are valid now. */
@Injectable()
export class ActorSource {
  private readonly cache = new Map<string, { actor: UserActor; loadedAtMs: number }>();

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
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
    const [row] = await this.unitOfWork.read<ActorRow>(
      `select u.id as user_id, u.display_name, u.volunteer_id, coalesce((
          select jsonb_agg(jsonb_build_object('role', g.role, 'divisionId', g.division_id, 'divisionPath', d.path))
          from role_grant g join division d on d.id = g.division_id
          where g.user_id = u.id and g.valid_from <= $2 and (g.valid_to is null or g.valid_to > $2)), '[]') as grants
       from user_session s join user_account u on u.id = s.user_id
       where s.id = $1 and s.revoked_at is null and u.status = 'ACTIVE'`,
      [sessionId, now],
    );
    if (!row) return null;
    const grants: readonly Grant[] = row.grants;
    return {
      kind: 'USER',
      userId: row.user_id,
      sessionId,
      displayName: row.display_name,
      volunteerId: row.volunteer_id,
      grants,
    };
  }
}
