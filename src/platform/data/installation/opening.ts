import { Client } from 'pg';
import type { Mode } from './installation-mode';

/** Whether the service may begin on a database. */
export interface Opening {
  /** null: nobody has chosen yet. */
  readonly mode: Mode | null;
  /** Practice whose year is not whole yet. */
  readonly isBeingWritten: boolean;
}

/** Asks a database that no application is built on yet. */
export async function readOpening(url: string): Promise<Opening> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<Opening>(
      `select (select mode from installation) as mode,
         exists (select 1 from practice_seed where finished_at is null) as "isBeingWritten"`,
    );
    return rows[0] ?? { mode: null, isBeingWritten: false };
  } finally {
    await client.end();
  }
}

export function isOpen({ mode, isBeingWritten }: Opening): boolean {
  return mode !== null && !isBeingWritten;
}
