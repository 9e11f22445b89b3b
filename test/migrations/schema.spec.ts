import { Client } from 'pg';
import { DataSource } from 'typeorm';
import { dataSourceOptions } from '../../src/platform/data/database/data-source';
import { bootApp, type BootedApp } from '../support/boot-app';

/** Tables whose rows are facts: nobody changes or deletes one. */
const facts = [
  ...['punch', 'punch_p07', 'ledger_entry', 'ledger_entry_p63', 'audit_log', 'policy', 'selection_line'],
  ...[
    'record_approval',
    'day_cap_decision',
    'notice',
    'volunteer_link',
    'decision_request',
    'decision',
    'installation',
  ],
  ...['punch_claim_batch', 'attendance_reply'],
];
const PERMISSION_DENIED = '42501';
const APPEND_ONLY = 'VL001';

describe('the schema', () => {
  let booted: BootedApp;
  let app: Client;
  let owner: Client;

  beforeAll(async () => {
    booted = await bootApp({ role: 'api' });
    app = new Client(booted.database.url);
    owner = new Client(booted.database.ownerUrl);
    await Promise.all([app.connect(), owner.connect()]);
  });

  afterAll(async () => {
    await Promise.all([app.end(), owner.end()]);
    await booted.close();
  });

  async function stateOf(client: Client, sql: string): Promise<string | undefined> {
    return client.query(sql).then(
      () => undefined,
      (error: unknown) => (error as { code: string }).code,
    );
  }

  it.each(facts)('refuses the application every change of %s, by its rights', async (table) => {
    for (const sql of [
      `truncate ${table} cascade`,
      `delete from ${table}`,
      `update ${table} set ${await anyColumn(table)} = null`,
    ]) {
      expect(await stateOf(app, sql)).toBe(PERMISSION_DENIED);
    }
  });

  it.each(facts)('refuses even the owner to empty %s, by its triggers', async (table) => {
    expect(await stateOf(owner, `truncate ${table} cascade`)).toBe(APPEND_ONLY);
  });

  it('refuses the application to delete accounts and months', async () => {
    for (const table of ['ledger_account', 'ledger_month']) {
      expect(await stateOf(app, `delete from ${table}`)).toBe(PERMISSION_DENIED);
      expect(await stateOf(app, `truncate ${table}`)).toBe(PERMISSION_DENIED);
    }
  });

  it('has every column that a row class names, of the same type and nullability', async () => {
    const dataSource = booted.app.get(DataSource);
    const wrong: string[] = [];
    for (const entity of dataSource.entityMetadatas) {
      const { rows } = await owner.query<{
        column_name: string;
        data_type: string;
        is_nullable: string;
        udt_name: string;
      }>(
        `select column_name, data_type, is_nullable, udt_name from information_schema.columns
         where table_schema = 'public' and table_name = $1`,
        [entity.tableName],
      );
      for (const column of entity.columns) {
        const found = rows.find((row) => row.column_name === column.databaseName);
        const type = column.isArray ? `_${String(column.type)}` : dataSource.driver.normalizeType(column);
        const matches =
          found !== undefined &&
          (column.isArray ? found.udt_name === type : [found.data_type, found.udt_name].includes(type)) &&
          (found.is_nullable === 'YES') === column.isNullable;
        if (!matches)
          wrong.push(
            `${entity.tableName}.${column.databaseName}: row says ${type}, table says ${JSON.stringify(found)}`,
          );
      }
    }
    expect(dataSource.entityMetadatas.length).toBeGreaterThan(0);
    expect(wrong).toEqual([]);
  });

  it('can be taken back and made again', async () => {
    const dataSource = new DataSource(
      dataSourceOptions({ url: booted.database.ownerUrl, poolSize: 2, applicationName: 'schema test' }),
    );
    await booted.app.close();
    await dataSource.initialize();
    await suspendedStays(dataSource);
    const count = (dataSource.options.migrations as unknown[]).length;
    for (let step = 0; step < count; step += 1) await dataSource.undoLastMigration();
    const left = await dataSource.query<{ name: string }[]>(
      `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'S')
         and relname not like 'migrations%'`,
    );
    expect(left).toEqual([]);
    await dataSource.runMigrations();
    await dataSource.destroy();
  });

  /** Whoever was suspended before the way back is suspended after it, and whoever was closed is closed. */
  async function suspendedStays(dataSource: DataSource): Promise<void> {
    for (const name of ['suspended', 'closed', 'active']) {
      await owner.query(
        `insert into user_account (id, username, password_hash, display_name, status) values (gen_random_uuid(), $1, '', '', 'ACTIVE')`,
        [name],
      );
    }
    await owner.query("update user_account set status = 'SUSPENDED' where username <> 'active'");
    await owner.query(
      `insert into audit_log (actor_id, actor_kind, action, subject_kind, subject_id)
       select 'x', 'SYSTEM', 'identity.suspend', 'user_account', id::text from user_account where username <> 'active'`,
    );
    await owner.query(
      "update user_account set status = 'DISABLED', username = 'closed-' || id where username = 'closed'",
    );
    const isSuspending = async (): Promise<boolean> => {
      const [row] = await dataSource.query<unknown[]>("select 1 from migrations where name like 'SuspendAccounts%'");
      return row !== undefined;
    };
    while (await isSuspending()) await dataSource.undoLastMigration();
    await dataSource.runMigrations();
    const { rows } = await owner.query<{ name: string; status: string; since: Date | null }>(
      `select left(username, 6) as name, status, suspended_at as since from user_account order by username`,
    );
    expect(rows).toEqual([
      { name: 'active', status: 'ACTIVE', since: null },
      { name: 'closed', status: 'DISABLED', since: null },
      { name: 'suspen', status: 'SUSPENDED', since: expect.any(Date) as Date },
    ]);
  }

  async function anyColumn(table: string): Promise<string> {
    const { rows } = await owner.query<{ column_name: string }>(
      "select column_name from information_schema.columns where table_name = $1 and is_identity = 'NO' limit 1",
      [table],
    );
    return rows[0]!.column_name;
  }
});
