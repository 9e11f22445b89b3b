import { Injectable } from '@nestjs/common';
import { localDayOf } from '../../../kernel/local-day';
import { Clock } from '../../../platform/foundation/clock/clock';
import { type CommandContext, Commands } from '../../../platform/data/database/commands';
import { type Transaction, UnitOfWork } from '../../../platform/data/database/unit-of-work';
import { requireScope } from '../../../platform/security/identity/access';
import { type Actor, actorIdOf } from '../../../platform/foundation/actor/actor';
import { IdSource } from '../../../platform/foundation/ids/id-source';
import { DecisionGuard } from '../../../platform/security/decisions';
import { VolunteerDirectory } from '../../../people/volunteers';
import { oversightErrors } from '../errors';

export type SanctionKind = 'NO_SELF_BACKFILL';

export interface ImposeSanctionCommand {
  readonly volunteerId: string;
  readonly kind: SanctionKind;
  readonly reason: string;
}

export interface SanctionView {
  readonly id: string;
  readonly kind: SanctionKind;
  readonly validFrom: string;
  /** The first day without it. */
  readonly validTo: string;
  readonly reason: string;
  readonly isLifted: boolean;
}

/** What a proven false record costs: no back-fills of one's own for a year. Imposed and lifted by people, never by a job. */
@Injectable()
export class Sanctions {
  constructor(
    private readonly commands: Commands,
    private readonly unitOfWork: UnitOfWork,
    private readonly volunteers: VolunteerDirectory,
    private readonly guard: DecisionGuard,
    private readonly ids: IdSource,
    private readonly clock: Clock,
  ) {}

  /** Refuses whoever may not enter their own times today. @throws SELF_BACKFILL_BARRED */
  async requireSelfBackfill(volunteerId: string, tx?: Transaction): Promise<void> {
    const sql = `select 1 from sanction where volunteer_id = $1 and kind = 'NO_SELF_BACKFILL' and lifted_at is null
      and $2::date >= valid_from and $2::date < valid_to limit 1`;
    const parameters = [volunteerId, localDayOf(this.clock.nowMs())];
    const rows = tx ? await tx.query(sql, parameters) : await this.unitOfWork.read(sql, parameters);
    if (rows.length > 0) throw oversightErrors.refuse('SELF_BACKFILL_BARRED');
  }

  /** For a year from today. @throws VOLUNTEER_UNKNOWN, PERMISSION_MISSING, SCOPE_FOREIGN, DECISION_OWN, DECISION_OWN_HOUSEHOLD, DECISION_OWN_LEADER */
  async impose(context: CommandContext, command: ImposeSanctionCommand): Promise<SanctionView> {
    return this.commands.run(context, 'oversight.impose-sanction', command, async (tx) => {
      await this.requireReviewer(context.actor, command.volunteerId, tx);
      const from = localDayOf(this.clock.nowMs());
      const id = this.ids.next();
      const [row] = await tx.query<{ validTo: string }>(
        `insert into sanction (id, volunteer_id, kind, valid_from, valid_to, reason, created_by, created_at)
         values ($1, $2, $3, $4::date, $4::date + interval '1 year', $5, $6, $7) returning valid_to::text as "validTo"`,
        [id, command.volunteerId, command.kind, from, command.reason, actorIdOf(context.actor), this.clock.now()],
      );
      const { kind, reason } = command;
      return { id, kind, reason, validFrom: from, validTo: row?.validTo ?? from, isLifted: false };
    });
  }

  /** @throws SANCTION_UNKNOWN, PERMISSION_MISSING, SCOPE_FOREIGN, DECISION_OWN, DECISION_OWN_HOUSEHOLD, DECISION_OWN_LEADER, SANCTION_LIFTED */
  async lift(context: CommandContext, command: { readonly sanctionId: string }): Promise<{ readonly id: string }> {
    return this.commands.run(context, 'oversight.lift-sanction', command, async (tx) => {
      const [sanction] = await tx.query<{ volunteerId: string; isLifted: boolean }>(
        `select volunteer_id as "volunteerId", lifted_at is not null as "isLifted" from sanction where id = $1 for update`,
        [command.sanctionId],
      );
      if (!sanction) throw oversightErrors.refuse('SANCTION_UNKNOWN');
      await this.requireReviewer(context.actor, sanction.volunteerId, tx);
      if (sanction.isLifted) throw oversightErrors.refuse('SANCTION_LIFTED');
      await tx.query('update sanction set lifted_by = $2, lifted_at = $3 where id = $1', [
        command.sanctionId,
        actorIdOf(context.actor),
        this.clock.now(),
      ]);
      return { id: command.sanctionId };
    });
  }

  /** @throws VOLUNTEER_UNKNOWN, SCOPE_FOREIGN */
  async of(actor: Actor, volunteerId: string): Promise<{ readonly items: readonly SanctionView[] }> {
    requireScope(actor, 'record.read', (await this.volunteers.byId(volunteerId)).divisionPath);
    const items = await this.unitOfWork.read<SanctionView>(
      `select id, kind, valid_from::text as "validFrom", valid_to::text as "validTo", reason,
         lifted_at is not null as "isLifted"
       from sanction where volunteer_id = $1 order by created_at desc, id desc limit 100`,
      [volunteerId],
    );
    return { items };
  }

  private async requireReviewer(actor: Actor, volunteerId: string, tx: Transaction): Promise<void> {
    const { divisionPath }: { readonly divisionPath: string } = await this.volunteers.byId(volunteerId, tx);
    requireScope(actor, 'record.review', divisionPath);
    await this.guard.requireUntied(tx, actor, [volunteerId]);
  }
}
