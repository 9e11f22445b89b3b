import { Module } from '@nestjs/common';
import { LoggerModule } from 'nestjs-pino';
import { Runtime } from '../config/runtime';

interface LoggedRequest {
  readonly id: unknown;
  readonly method: string;
  readonly url: string;
}

interface LoggedError {
  readonly type: string;
  readonly message: string;
  readonly stack: string;
}

/**
 * Logs as JSON lines. A request is logged without query, headers and body, so that no personal data and no token gets
 * into a log; successful requests only at level debug.
 */
@Module({
  imports: [
    LoggerModule.forRootAsync({
      inject: [Runtime],
      useFactory: (runtime: Runtime) => ({
        forRoutes: ['/{*path}'],
        pinoHttp: {
          level: runtime.config.logLevel,
          timestamp: () => `,"time":"${new Date().toISOString()}"`,
          quietReqLogger: true,
          customLogLevel: (_request, response, error) =>
            error !== undefined || response.statusCode >= 500 ? 'error' : 'debug',
          serializers: {
            req: (request: LoggedRequest) => ({
              id: request.id,
              method: request.method,
              path: request.url.split('?')[0],
            }),
            res: (response: { statusCode: number }) => ({ statusCode: response.statusCode }),
            // A failed statement carries its parameters, which are personal data: only these members are logged.
            err: ({ type, message, stack }: LoggedError) => ({ type, message, stack }),
          },
        },
      }),
    }),
  ],
})
export class LoggingModule {}
