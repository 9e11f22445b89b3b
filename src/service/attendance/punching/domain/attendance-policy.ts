import { z } from 'zod';
import { localDaySchema } from '../../../../kernel/local-day-schema';

/** What keeps whoever takes attendance from making it. Data with a version, per street; the bounds are those of the law here. */
export const attendancePolicySchema = z.strictObject({
  version: z.string().min(1).max(40),
  effectiveFrom: localDaySchema,
  /** A shift may have begun this long ago when it is put on the plan; read by the module of activities. */
  lateStartMinutes: z.int().min(0).max(60),
  /** Lines that a device brings later than this are a claim … */
  lateLineMinutes: z.int().min(5).max(60),
  /** … those of one's own phone where they come later than this after their code was taken off the screen: as long as a ticket
   * of a scan lives. A picture of the code travels as fast as a message … */
  ownLineMinutes: z.int().min(1).max(10).default(5),
  /** … from a tablet that staff issued later than this; up to here they count, with a flag. */
  staffTabletLineMinutes: z.int().min(30).max(2_880),
  /** Where more of a shift's people than this share were called and left no trace of their own, they go to review. */
  calledPercent: z.int().min(0).max(50),
  /** Deputy leaders of a team at most; read by the module of teams. */
  deputyLeaders: z.int().min(0).max(5),
});

export type AttendancePolicy = Readonly<z.infer<typeof attendancePolicySchema>>;
