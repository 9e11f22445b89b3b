import { Module, type DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule } from '../../app.module';
import { Runtime } from '../config/runtime';

/** Hands what boot has settled to every provider that asks for `Runtime`. */
@Module({})
export class RuntimeModule {
  static register(runtime: Runtime): DynamicModule {
    return {
      module: RuntimeModule,
      global: true,
      providers: [{ provide: Runtime, useValue: runtime }],
      exports: [Runtime],
    };
  }
}

@Module({})
class RootModule {
  static of(runtime: Runtime): DynamicModule {
    return { module: RootModule, imports: [RuntimeModule.register(runtime), AppModule] };
  }
}

/** Builds the application of one process, of whatever role, without listening. */
export async function createApplication(runtime: Runtime): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    trustProxy: runtime.config.trustProxy,
    bodyLimit: 1024 * 1024,
    // On a stop, idle keep-alive connections are closed at once; a request in flight is answered.
    forceCloseConnections: 'idle',
  });
  return NestFactory.create<NestFastifyApplication>(RootModule.of(runtime), adapter, { abortOnError: false });
}
