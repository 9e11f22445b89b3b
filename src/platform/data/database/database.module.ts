import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Runtime } from '../../foundation/config/runtime';
import { Commands } from './commands';
import { dataSourceOptions } from './data-source';
import { Statements } from './statements';
import { UnitOfWork } from './unit-of-work';

@Global()
@Module({
  imports: [
    TypeOrmModule.forRootAsync({
      inject: [Runtime],
      useFactory: (runtime: Runtime) => ({
        ...dataSourceOptions({
          url: runtime.databaseUrl,
          poolSize: runtime.config.databasePool,
          applicationName: `volunteer-ledger ${runtime.config.role}`,
        }),
        autoLoadEntities: true,
        retryAttempts: 3,
      }),
    }),
  ],
  providers: [UnitOfWork, Commands, Statements],
  exports: [UnitOfWork, Commands, Statements],
})
export class DatabaseModule {}
