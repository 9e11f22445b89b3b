import { PostDueOpenings } from '../../src/service/openings';
import { UnitOfWork } from '../../src/platform/data/database/unit-of-work';
import type { BootedApp } from './boot-app';

/** Lets the publicity of all old hours pass and runs the job; then the clock goes back. @returns how many were posted */
export async function postOldHours(booted: BootedApp, backTo?: Date): Promise<number> {
  const [last] = await booted
    .get(UnitOfWork)
    .read<{ until: Date | null }>(
      `select max(publicity_until) as until from opening_import where status = 'PUBLICITY'`,
    );
  if (!last?.until) return 0;
  booted.setNow(last.until);
  try {
    return await booted.get(PostDueOpenings).execute();
  } finally {
    booted.setNow(backTo);
  }
}
