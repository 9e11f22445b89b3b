import type { ReviewQueue } from '../queue';
import { caps } from './caps';
import { certificates } from './certificates';
import { closings } from './closings';
import { corrections } from './corrections';
import { excuses } from './excuses';
import { matters } from './matters';
import { memberships } from './memberships';
import { importedPeople } from './imported-people';
import { merges } from './merges';
import { objections } from './objections';
import { oldHoursObjections } from './old-hours';
import { oldRegisters } from './old-registers';
import { records } from './records';
import { registrations } from './registrations';
import { reveals } from './reveals';
import { transfers } from './transfers';

/** The queues of the 审核台, in the order they are shown. A new one is a file and a line here. */
export const reviewQueues: readonly ReviewQueue<unknown>[] = [
  ...[records, ...caps, objections, oldHoursObjections, oldRegisters],
  ...[registrations, importedPeople, corrections, merges, transfers, closings, reveals],
  ...[memberships, excuses],
  ...[certificates, matters],
];
