import type { AppConfig } from './config';

/** Keys of the running service. `dataKeys` maps a version to 32 raw bytes; the highest version encrypts. */
export interface Secrets {
  readonly jwtSecret: string;
  readonly dataKeys: ReadonlyMap<number, Buffer>;
  readonly indexKey: Buffer;
}

/** What boot has settled before the application is built: parsed settings, the database's address, the secrets. */
export class Runtime {
  constructor(
    readonly config: AppConfig,
    readonly databaseUrl: string,
    readonly secrets: Secrets,
    /** The address of the owner of the tables; at the operator's own terminal only, the service has none. */
    readonly ownerUrl: string | null = null,
  ) {}
}
