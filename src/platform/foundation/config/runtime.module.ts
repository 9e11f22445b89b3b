import { type DynamicModule, Module } from '@nestjs/common';
import { Runtime } from './runtime';

/** Hands the settled runtime (settings, database address, secrets) to everything. */
@Module({})
export class RuntimeModule {
  static of(runtime: Runtime): DynamicModule {
    return {
      module: RuntimeModule,
      global: true,
      providers: [{ provide: Runtime, useValue: runtime }],
      exports: [Runtime],
    };
  }
}
