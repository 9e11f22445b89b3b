import { randomUUID } from 'node:crypto';
import { v7 } from 'uuid';
import { onServer } from '../../harness/databases';
import type { RequestSource } from '../../harness/http-load';

/** What the application's table holds, as the plainest table: not partitioned, no triggers, no foreign keys. */
const plainTable = `
  create table punch (
    volunteer_id uuid not null,
    id uuid not null,
    shift_id uuid not null,
    direction text not null,
    method text not null,
    punched_at timestamptz not null,
    device_sent_at timestamptz,
    received_at timestamptz not null,
    skew_ms bigint,
    recorded_by text not null,
    payload_hash bytea not null,
    evidence jsonb not null,
    primary key (volunteer_id, id)
  );
  create index punch_shift on punch (shift_id, volunteer_id)`;

/** Connections of each contestant to its database: the application's default. */
export const POOL_SIZE = 20;

export interface PlainPunchRequest {
  readonly punchId: string;
  readonly volunteerId: string;
  readonly shiftId: string;
  readonly direction: 'IN' | 'OUT';
  readonly code: string;
}

export async function createPlainTable(databaseUrl: string): Promise<void> {
  await onServer(databaseUrl, (client) => client.query(plainTable));
}

/** Punches of somebody whom nobody knows, which is no matter where nothing is checked. */
export function plainPunches(shiftId: string): RequestSource {
  const volunteerId = randomUUID();
  let direction: 'IN' | 'OUT' = 'OUT';
  return () => {
    direction = direction === 'IN' ? 'OUT' : 'IN';
    const body: PlainPunchRequest = { punchId: v7(), volunteerId, shiftId, direction, code: '042917' };
    return { path: '/punches', body };
  };
}

/** Stands for the hash that only the application computes. */
export const noHash = Buffer.alloc(32);
