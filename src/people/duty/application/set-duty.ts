import { Injectable } from '@nestjs/common';
import type { LocalDay } from '../../../kernel/local-day';
import { Clock } from '../../../platform/foundation/clock/clock';
import { type CommandContext, Commands } from '../../../platform/data/database/commands';
import type { Transaction } from '../../../platform/data/database/unit-of-work';
import { requireScope } from '../../../platform/security/identity/access';
import { type Actor, actorIdOf } from '../../../platform/foundation/actor/actor';
import { IdSource } from '../../../platform/foundation/ids/id-source';
import { VolunteerDirectory } from '../../volunteers';
import { areSpansValid } from '../domain/duty-spans';
import type { DutySpan, WeeklySpan } from '../domain/duty-time';
import { dutyErrors } from '../errors';
import { DutyDirectory, type DutyExceptionView, type DutyPatternView } from '../persistence/duty-directory';

export interface SetDutyPatternCommand {
  readonly volunteerId: string;
  readonly validFrom: string;
  /** Empty where the person has no duty from that day on. */
  readonly weekly: readonly WeeklySpan[];
  readonly followsCalendar: boolean;
  readonly source: string;
}

export interface SetDutyExceptionCommand {
  readonly volunteerId: string;
  readonly day: string;
  readonly spans: readonly DutySpan[];
  readonly reason: string;
}

/**
 * Keeps the duty calendars of paid staff. A new pattern ends the one before it. Records that were computed earlier keep
 * their minutes: a change of the past is a recomputing, which two people decide.
 */
@Injectable()
export class SetDuty {
  constructor(
    private readonly commands: Commands,
    private readonly volunteers: VolunteerDirectory,
    private readonly directory: DutyDirectory,
    private readonly ids: IdSource,
    private readonly clock: Clock,
  ) {}

  /** @throws VOLUNTEER_UNKNOWN, PERMISSION_MISSING, SCOPE_FOREIGN, DUTY_TIMES_INVALID, DUTY_NOT_FORWARD */
  async pattern(context: CommandContext, command: SetDutyPatternCommand): Promise<{ readonly id: string }> {
    return this.commands.run(context, 'duty.set-pattern', command, async (tx) => {
      await this.requireManager(context.actor, command.volunteerId, tx);
      const byDay = [1, 2, 3, 4, 5, 6, 7].map((day) => command.weekly.filter(({ weekday }) => weekday === day));
      if (!byDay.every(areSpansValid)) throw dutyErrors.refuse('DUTY_TIMES_INVALID', { field: 'weekly' });
      await tx.query('select 1 from volunteer where id = $1 for update', [command.volunteerId]);
      const later = await tx.query('select 1 from duty_calendar where volunteer_id = $1 and valid_from >= $2::date', [
        command.volunteerId,
        command.validFrom,
      ]);
      if (later.length > 0) throw dutyErrors.refuse('DUTY_NOT_FORWARD', { field: 'validFrom' });
      await tx.query(
        'update duty_calendar set valid_to = $2 where volunteer_id = $1 and (valid_to is null or valid_to > $2::date)',
        [command.volunteerId, command.validFrom],
      );
      const id = this.ids.next();
      await tx.query(
        `insert into duty_calendar (id, volunteer_id, valid_from, weekly, follows_calendar, source, created_by, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)`,
        [
          id,
          command.volunteerId,
          command.validFrom,
          JSON.stringify(command.weekly),
          command.followsCalendar,
          command.source,
          actorIdOf(context.actor),
          this.clock.now(),
        ],
      );
      return { id };
    });
  }

  /** A later word about the same day replaces the earlier one. @throws as `pattern` */
  async exception(context: CommandContext, command: SetDutyExceptionCommand): Promise<{ readonly day: string }> {
    return this.commands.run(context, 'duty.set-exception', command, async (tx) => {
      await this.requireManager(context.actor, command.volunteerId, tx);
      if (!areSpansValid(command.spans)) throw dutyErrors.refuse('DUTY_TIMES_INVALID', { field: 'spans' });
      await tx.query(
        `insert into duty_exception (volunteer_id, day, spans, reason, created_by, created_at)
         values ($1, $2, $3, $4, $5, $6)
         on conflict (volunteer_id, day) do update set spans = excluded.spans, reason = excluded.reason,
           created_by = excluded.created_by, created_at = excluded.created_at`,
        [
          command.volunteerId,
          command.day as LocalDay,
          JSON.stringify(command.spans),
          command.reason,
          actorIdOf(context.actor),
          this.clock.now(),
        ],
      );
      return { day: command.day };
    });
  }

  /** @throws VOLUNTEER_UNKNOWN, SCOPE_FOREIGN */
  async show(
    actor: Actor,
    volunteerId: string,
  ): Promise<{ readonly patterns: readonly DutyPatternView[]; readonly exceptions: readonly DutyExceptionView[] }> {
    requireScope(actor, 'volunteer.read', (await this.volunteers.byId(volunteerId)).divisionPath);
    return this.directory.of(volunteerId);
  }

  /** Nobody keeps their own duty calendar: it decides about their own minutes. */
  private async requireManager(actor: Actor, volunteerId: string, tx: Transaction): Promise<void> {
    requireScope(actor, 'appointment.manage', (await this.volunteers.byId(volunteerId, tx)).divisionPath);
    if (actor.kind === 'USER' && actor.volunteerId === volunteerId) throw dutyErrors.refuse('DUTY_OWN');
  }
}
