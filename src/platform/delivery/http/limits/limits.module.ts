import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { ThrottlerModule } from '@nestjs/throttler';
import { Runtime } from '../../../foundation/config/runtime';
import { Counters } from '../../../foundation/counters';
import { CountingStorage } from './counting-storage';
import { LimitsGuard } from './limits.guard';
import { limitsOfRequests } from './limits-of-requests';

/** The limits of all routes. Guards run in the order of modules: this one is imported after IdentityModule. */
@Module({
  imports: [
    ThrottlerModule.forRootAsync({
      inject: [Runtime, Counters],
      useFactory: ({ config }: Runtime, counters: Counters) => ({
        throttlers: config.requestLimits ? limitsOfRequests(config.requestLimits) : [],
        storage: new CountingStorage(counters),
        setHeaders: false,
      }),
    }),
  ],
  providers: [{ provide: APP_GUARD, useClass: LimitsGuard }],
})
export class LimitsModule {}
