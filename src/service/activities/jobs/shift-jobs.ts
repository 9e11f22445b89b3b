import { z } from 'zod';
import { defineJob } from '../../../platform/data/queue';

const shiftPayload = z.object({ shiftId: z.uuid() });

/** "Shift s is closed: compute its minutes." Rung by CloseShift, and again by the sweeper until it is computed. */
export const shiftClosed = defineJob({ name: 'activities.shift-closed', payload: shiftPayload });

/** "Nobody closed shift s: look whether it is time." Rung by the sweeper. */
export const shiftOverdue = defineJob({ name: 'activities.close-overdue-shift', payload: shiftPayload });
