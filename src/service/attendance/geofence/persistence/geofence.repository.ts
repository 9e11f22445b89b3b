import { Injectable, type OnModuleInit } from '@nestjs/common';
import { FieldCipher } from '../../../../platform/foundation/crypto/cipher';
import { SealedColumns } from '../../../../platform/data/sealing/sealed-column';
import { type Transaction, UnitOfWork } from '../../../../platform/data/database/unit-of-work';
import type { CoordinateSystem } from '../domain/coordinates';
import type { Geofence, Position } from '../domain/geofence';

/** Fences of activities, and the raw positions of punches, which are kept apart from them and not for long. */
@Injectable()
export class GeofenceRepository implements OnModuleInit {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly cipher: FieldCipher,
    private readonly columns: SealedColumns,
  ) {}

  onModuleInit(): void {
    this.columns.declare({
      table: 'punch_position',
      column: 'position_cipher',
      key: [
        ['volunteer_id', 'uuid'],
        ['punch_id', 'uuid'],
      ],
      context: ([volunteerId = '', punchId = '']) => positionContext(volunteerId, punchId),
    });
  }

  /** The fence of a shift's activity; null where it has none. */
  async ofShift(shiftId: string): Promise<Geofence | null> {
    const [row] = await this.unitOfWork.read<Omit<Geofence, 'system'> & { system: CoordinateSystem }>(
      `select a.longitude::float8 as longitude, a.latitude::float8 as latitude, a.coordinate_system as system,
         g.radius_meters as "radiusMeters"
       from shift s join activity a on a.id = s.activity_id join activity_geofence g on g.activity_id = a.id
       where s.id = $1 and a.longitude is not null`,
      [shiftId],
    );
    return row ?? null;
  }

  /** How far people may be from the place of an activity; null where it has no fence. */
  async radiusOf(activityId: string): Promise<number | null> {
    const [row] = await this.unitOfWork.read<{ readonly radiusMeters: number }>(
      'select radius_meters as "radiusMeters" from activity_geofence where activity_id = $1',
      [activityId],
    );
    return row?.radiusMeters ?? null;
  }

  async set(
    tx: Transaction,
    activityId: string,
    radiusMeters: number | null,
    by: { readonly setBy: string; readonly setAt: Date },
  ): Promise<void> {
    if (radiusMeters === null) {
      await tx.query('delete from activity_geofence where activity_id = $1', [activityId]);
      return;
    }
    await tx.query(
      `insert into activity_geofence (activity_id, radius_meters, set_by, set_at) values ($1, $2, $3, $4)
       on conflict (activity_id) do update
         set radius_meters = excluded.radius_meters, set_by = excluded.set_by, set_at = excluded.set_at`,
      [activityId, radiusMeters, by.setBy, by.setAt],
    );
  }

  /** Keeps the raw position of a recorded punch, encrypted; the first one stands. */
  async keepPosition(volunteerId: string, punchId: string, position: Position, receivedAt: Date): Promise<void> {
    const sealed = this.cipher.encrypt(JSON.stringify(position), positionContext(volunteerId, punchId));
    await this.unitOfWork.run((tx) =>
      tx.query(
        `insert into punch_position (volunteer_id, punch_id, position_cipher, received_at)
         select $1, $2, $3, $4 where exists (select 1 from punch where volunteer_id = $1 and id = $2)
         on conflict do nothing`,
        [volunteerId, punchId, sealed, receivedAt],
      ),
    );
  }

  /** Drops the positions received before a time. @returns how many. */
  async dropPositions(tx: Transaction, before: Date): Promise<number> {
    const rows = await tx.query('delete from punch_position where received_at < $1 returning 1', [before]);
    return rows.length;
  }
}

/** What a raw position is bound to. */
function positionContext(volunteerId: string, punchId: string): string {
  return `punch_position:${volunteerId}:${punchId}`;
}
