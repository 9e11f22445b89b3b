import { Module } from '@nestjs/common';
import { LoggerModule } from 'nestjs-pino';
import { Runtime } from '../config/runtime';

interface LoggedError {
  readonly type: string;
  readonly message: string;
  readonly stack: string;
}

/** Logs as JSON lines. For the requests, and the id of one that failed, see request-log.ts and problem.filter.ts. */
@Module({
  imports: [
    LoggerModule.forRootAsync({
      inject: [Runtime],
      useFactory: (runtime: Runtime) => ({
        // No middleware: on every request it would make a logger of its own, and an asynchronous context beside ours.
        forRoutes: [],
        pinoHttp: {
          level: runtime.config.logLevel,
          timestamp: () => `,"time":"${new Date().toISOString()}"`,
          // A failed statement carries its parameters, which are personal data: only these members are logged.
          serializers: { err: ({ type, message, stack }: LoggedError) => ({ type, message, stack }) },
        },
      }),
    }),
  ],
})
export class LoggingModule {}
