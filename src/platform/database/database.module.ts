import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Runtime } from '../config/runtime';
import { Commands } from './commands';
import { dataSourceOptions } from './data-source';
import { BranchServers, LEDGER_SHARDS_SCHEMA } from './two-phase';
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
          // The ledger's names then mean what lies on the other servers; the tables of the same names here stay empty.
          ...(runtime.config.ledgerShards.length > 0 && { searchPath: `${LEDGER_SHARDS_SCHEMA},public` }),
        }),
        autoLoadEntities: true,
        retryAttempts: 3,
      }),
    }),
  ],
  providers: [UnitOfWork, Commands, Statements, BranchServers],
  exports: [UnitOfWork, Commands, Statements, BranchServers],
})
export class DatabaseModule {}
