import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { Runtime } from '../../../platform/foundation/config/runtime';
import { isJobProcessSql } from '../../../platform/data/database/job-processes';
import { UnitOfWork } from '../../../platform/data/database/unit-of-work';
import { publicKeyOf } from '../domain/checkpoint';
import { custodyWarnings } from '../domain/key-custody';
import { CheckpointRepository } from '../persistence/checkpoint.repository';
import { SigningKeys } from '../persistence/signing-keys';

const LOOPBACK = /^(localhost|127\..*|\[?::1\]?)?$/;

/** Machines from which processes that run jobs are connected; connections from this one come by several ways. */
const signingHostsSql = `
  select count(distinct case when client_addr is null or client_addr <<= inet '127.0.0.0/8' or client_addr = inet '::1'
      then 'local' else host(client_addr) end)::int as count
  from pg_stat_activity
  where ${isJobProcessSql}`;

/** Looks whether signing keys and witness are kept so that they prove something, and says so at every start. */
@Injectable()
export class WatchCustody implements OnApplicationBootstrap {
  private readonly logger = new Logger(WatchCustody.name);

  constructor(
    private readonly runtime: Runtime,
    private readonly unitOfWork: UnitOfWork,
    private readonly keys: SigningKeys,
    private readonly checkpoints: CheckpointRepository,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    // Demonstrations are thrown away, and a process without jobs signs nothing.
    if (this.runtime.config.demo || this.runtime.config.role === 'api') return;
    for (const warning of await this.warnings()) this.logger.warn(warning);
  }

  /** Chinese sentences that say what to do; none where all is well. */
  async warnings(): Promise<readonly string[]> {
    const { databaseUrl, isWitnessChosen } = this.runtime.config;
    const [hosts] = await this.unitOfWork.read<{ count: number }>(signingHostsSql);
    return custodyWarnings({
      areKeysGiven: this.keys.isGiven,
      signingHosts: hosts?.count ?? 0,
      isKeyAnother: await this.isKeyAnother(),
      isBesideLedger: databaseUrl === undefined || isOnThisMachine(databaseUrl),
      isWitnessChosen,
    });
  }

  private async isKeyAnother(): Promise<boolean> {
    const own = this.keys.existing();
    const published = await this.checkpoints.keys();
    return own.some(({ version, seed }) => {
      const known = published.find((key) => key.version === version);
      return known !== undefined && !known.publicKey.equals(publicKeyOf(seed));
    });
  }
}

/** By its address: a socket, or this machine's loopback. */
function isOnThisMachine(databaseUrl: string): boolean {
  const { hostname, searchParams } = new URL(databaseUrl);
  return searchParams.get('host')?.startsWith('/') === true || LOOPBACK.test(hostname);
}
