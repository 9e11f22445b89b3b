import type { LocalDay } from '../../../kernel/local-day';
import type { HeadRole } from '../domain/head-role';

/** A term somebody asks for. `validTo` is the first day without the office; null: open-ended. */
export interface AppointmentAsked {
  readonly volunteerId: string;
  readonly divisionId: string;
  readonly role: HeadRole;
  readonly validFrom: LocalDay;
  readonly validTo: LocalDay | null;
  readonly isPaid: boolean;
  readonly source: string;
}

/** The end of a term that somebody asks for. */
export interface EndAsked {
  readonly appointmentId: string;
  readonly expectedVersion: number;
  readonly validTo: LocalDay;
  readonly reason: string;
}

/** A term as it is now. */
export interface AppointedHead {
  readonly appointmentId: string;
  readonly version: number;
}
