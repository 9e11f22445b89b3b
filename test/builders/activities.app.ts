import { Injectable, Module } from '@nestjs/common';
import { AppModule } from '../../src/app.module';
import { ActivitiesModule, shiftClosed } from '../../src/modules/activities';
import { HandlesJob } from '../../src/platform/queue';
import type { BootOptions } from '../support/boot-app';

/** Stands where service hours would be: a job needs a handler. */
@Injectable()
class ClosedShiftListener {
  @HandlesJob(shiftClosed)
  hear(): Promise<void> {
    return Promise.resolve();
  }
}

@Module({})
class ActivitiesRoot {}

/** The application, with activities in it also where it is built without service hours. */
export const withActivities: NonNullable<BootOptions['module']> = (runtime) => {
  const app = AppModule.of(runtime);
  if (app.imports?.includes(ActivitiesModule)) return app;
  return { module: ActivitiesRoot, imports: [app, ActivitiesModule], providers: [ClosedShiftListener] };
};
