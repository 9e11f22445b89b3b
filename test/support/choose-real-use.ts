import type { INestApplicationContext } from '@nestjs/common';
import { UnitOfWork } from '../../src/platform/data/database/unit-of-work';
import { InstallationMode } from '../../src/platform/data/installation';

/** Says that an installation is for real use, before a test puts people into it who would come after its setup. */
export async function chooseRealUse(app: INestApplicationContext): Promise<void> {
  const mode = app.get(InstallationMode, { strict: false });
  const choice = { mode: 'REAL', streetName: '福镇街道', through: 'COMMAND' } as const;
  await app.get(UnitOfWork, { strict: false }).run((tx) => mode.choose(tx, choice));
}
