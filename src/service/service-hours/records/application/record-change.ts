import type { ServiceRecord } from '../../computing';

/** The answer to a decision about a record. */
export interface RecordChange {
  readonly id: string;
  readonly status: string;
  readonly creditedMinutes: number;
  readonly version: number;
}

export function changeOf(record: ServiceRecord): RecordChange {
  const { id, status, creditedMinutes, version } = record;
  return { id, status, creditedMinutes, version };
}
