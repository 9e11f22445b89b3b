import { Module } from '@nestjs/common';
import { LoggerModule } from 'nestjs-pino';
import { currentTrace } from '../audit/request-trace';
import { Runtime } from '../config/runtime';

interface LoggedError {
  readonly type: string;
  readonly message: string;
  readonly stack: string;
}

/** Logs as JSON lines; a line written while a request is answered carries its id. For the requests themselves see request-log.ts. */
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
          mixin: () => {
            const trace = currentTrace();
            return trace ? { requestId: trace.requestId } : {};
          },
          // A failed statement carries its parameters, which are personal data: only these members are logged.
          serializers: { err: ({ type, message, stack }: LoggedError) => ({ type, message, stack }) },
        },
      }),
    }),
  ],
})
export class LoggingModule {}
