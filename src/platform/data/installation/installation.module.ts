import { Global, Module } from '@nestjs/common';
import { UnitOfWork } from '../database/unit-of-work';
import { InstallationMode } from './installation-mode';

/** Practice or real: asked by rules, pages and papers everywhere. It is known before anything else is made. */
@Global()
@Module({
  providers: [
    {
      provide: InstallationMode,
      inject: [UnitOfWork],
      useFactory: async (unitOfWork: UnitOfWork) => {
        const mode = new InstallationMode(unitOfWork);
        await mode.look();
        return mode;
      },
    },
  ],
  exports: [InstallationMode],
})
export class InstallationModule {}
