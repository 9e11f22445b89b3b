import { Injectable, Module } from '@nestjs/common';
import { AppModule } from '../../src/app.module';
import { ActivitiesModule, shiftClosed } from '../../src/modules/activities';
import { HandlesJob } from '../../src/platform/queue';
import type { BootOptions } from '../support/boot-app';

/** Writes down which shifts were rung. */
@Injectable()
export class ClosedShiftBells {
  readonly shiftIds: string[] = [];

  @HandlesJob(shiftClosed)
  hear({ shiftId }: { shiftId: string }): Promise<void> {
    this.shiftIds.push(shiftId);
    return Promise.resolve();
  }
}

@Module({})
class ActivitiesRoot {}

/** The application with a listener in the place where service hours would be. */
export const withActivities: BootOptions['module'] = (runtime) => ({
  module: ActivitiesRoot,
  imports: [AppModule.of(runtime), ActivitiesModule],
  providers: [ClosedShiftBells],
});
