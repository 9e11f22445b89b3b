import { Injectable } from '@nestjs/common';
import {
  concatMap,
  distinctUntilChanged,
  endWith,
  finalize,
  from,
  ignoreElements,
  interval,
  merge,
  type Observable,
  takeUntil,
} from 'rxjs';
import { requireTeamScope } from '../../../../platform/security/identity/access';
import { type Actor, systemActor } from '../../../../platform/foundation/actor/actor';
import { ActorSource } from '../../../../platform/security/identity/actor-source';
import { ShiftDirectory } from '../../../activities';
import { boardChanges } from '../domain/board-changes';
import { attendanceErrors } from '../../errors';
import { BoardPulse } from './board-pulse';
import { type RosterLine, ShowRoster } from '../../roll-call';

const MAX_WATCHERS = 500;
/** Proxies cut what is silent for a minute. */
const HEARTBEAT_MS = 15_000;
/** How long a client waits before it connects again. */
const RETRY_MS = 3_000;

/** What a watcher gets to see. */
export interface BoardEvent {
  readonly type: 'board' | 'change' | 'heartbeat';
  readonly id?: string;
  readonly retryMs?: number;
  readonly data: object;
}

/**
 * The leader watches who is signed up, present and missing. The first event is the whole board, later ones what changed;
 * an event's id stands for the state of the board, so that who comes back with the id of the last one, to whatever
 * process, gets the board only if it has changed meanwhile. Every change and every heartbeat asks whether the watcher may
 * still watch.
 */
@Injectable()
export class WatchAttendance {
  constructor(
    private readonly shifts: ShiftDirectory,
    private readonly roster: ShowRoster,
    private readonly pulse: BoardPulse,
    private readonly actors: ActorSource,
  ) {}

  /** @throws SHIFT_UNKNOWN, PERMISSION_MISSING, SCOPE_FOREIGN, LIVE_BOARD_BUSY */
  async execute(actor: Actor, shiftId: string, lastEventId: string | null): Promise<Observable<BoardEvent>> {
    requireTeamScope(actor, 'attendance.run', await this.shifts.byId(shiftId));
    if (this.pulse.count >= MAX_WATCHERS) throw attendanceErrors.refuse('LIVE_BOARD_BUSY');
    const pulses = this.pulse.watch(shiftId);
    let known: readonly RosterLine[] | null = null;
    const boards = pulses.pipe(
      distinctUntilChanged(),
      concatMap(async (digest): Promise<BoardEvent[]> => {
        await this.requireStill(actor, shiftId);
        const isKnown = known === null && digest === lastEventId;
        const { lines, ...counts } = await this.roster.execute(systemActor('live-board'), shiftId);
        const before = known;
        known = lines;
        if (isKnown) return [];
        const data = before === null ? { ...counts, lines } : { ...counts, ...boardChanges(before, lines) };
        return [{ type: before === null ? 'board' : 'change', id: digest, retryMs: RETRY_MS, data }];
      }),
      concatMap((events) => from(events)),
      finalize(() => this.pulse.forget(shiftId, pulses)),
    );
    const stopped = pulses.pipe(ignoreElements(), endWith(true));
    const heartbeats = interval(HEARTBEAT_MS).pipe(
      concatMap(async (): Promise<BoardEvent> => {
        await this.requireStill(actor, shiftId);
        return { type: 'heartbeat', data: {} };
      }),
      takeUntil(stopped),
    );
    return merge(boards, heartbeats);
  }

  /** A revoked session or a lost role ends the stream. @throws PERMISSION_MISSING, SCOPE_FOREIGN */
  private async requireStill(actor: Actor, shiftId: string): Promise<void> {
    const present = actor.kind === 'USER' ? await this.actors.ofSession(actor.sessionId) : actor;
    if (!present) throw attendanceErrors.refuse('LIVE_BOARD_ENDED');
    requireTeamScope(present, 'attendance.run', await this.shifts.byId(shiftId));
  }
}
