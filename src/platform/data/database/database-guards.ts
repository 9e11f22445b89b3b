import { Client } from 'pg';
import { StartupError } from '../../foundation/config/startup-error';

/** Whether the database is the last guard that it should be, one point at a time; the text is for an administrator. */
export interface GuardFinding {
  readonly isGood: boolean;
  readonly text: string;
}

/** Settings without which an acknowledged punch could be lost. */
const durability = ['fsync', 'full_page_writes', 'synchronous_commit'] as const;

type Ask = <Row extends object>(sql: string) => Promise<readonly Row[]>;

/** What is wrong with the rights of the role that asks: it must not be able to change or remove facts, ever. */
const rightsSql = `
  select (select rolsuper from pg_roles where rolname = current_user) as "isSuperuser",
    count(*) filter (where pg_has_role(current_user, c.relowner, 'member')) as owned,
    count(*) filter (where has_any_column_privilege(c.oid, 'update') or has_table_privilege(c.oid, 'delete')
      or has_table_privilege(c.oid, 'truncate')) as changeable,
    count(*) as facts
  from pg_class c
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and exists (
    select 1 from pg_trigger t where t.tgrelid = c.oid and t.tgfoid = 'refuse_change'::regproc)`;

/** Asks the database about durability and about the rights of the role that the application runs as. */
export async function databaseGuards(ask: Ask): Promise<readonly GuardFinding[]> {
  const settings = durability.map((name) => `current_setting('${name}') as "${name}"`).join(', ');
  const [values] = await ask<Record<string, string>>(`select ${settings}`);
  const [rights] = await ask<{ isSuperuser: boolean; owned: string; changeable: string; facts: string }>(rightsSql);
  const canChange = rights?.isSuperuser === true || Number(rights?.changeable ?? 0) > 0;
  const isOwner = rights?.isSuperuser === true || Number(rights?.owned ?? 0) > 0;
  return [
    ...durability.map((name) => ({
      isGood: values?.[name] !== 'off' && values?.[name] !== 'local',
      text: `${name} = ${values?.[name] ?? '?'}${values?.[name] === 'on' ? '' : ':断电会丢失已确认的记录,请在 postgresql.conf 里设为 on'}`,
    })),
    {
      isGood: !canChange,
      text: canChange
        ? `应用的数据库用户可以改写 ${rights?.changeable ?? '?'} 张只追加的表:请让 DATABASE_URL 用一个不拥有表的用户,建表用户写在 DATABASE_OWNER_URL`
        : `应用的数据库用户改不了只追加的表(${rights?.facts ?? '0'} 张)`,
    },
    {
      isGood: !isOwner,
      text: isOwner
        ? '应用的数据库用户拥有台账的表(或是超级用户),可以拆掉保护:请让 DATABASE_URL 用一个不拥有表的用户,建表用户写在 DATABASE_OWNER_URL'
        : '应用的数据库用户不拥有台账的表',
    },
  ];
}

/**
 * Refuses to start on a database that would not hold the application back.
 *
 * @param options.allowWeak for pilots with one role, and for tests: says what is wrong, loudly, and goes on.
 * @throws StartupError
 */
export async function requireGuards(
  url: string,
  options: { readonly allowWeak: boolean; readonly notice: (line: string) => void },
): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  let weak: readonly GuardFinding[];
  try {
    const findings = await databaseGuards(async (sql) => (await client.query(sql)).rows as never);
    weak = findings.filter(({ isGood }) => !isGood);
  } finally {
    await client.end();
  }
  if (weak.length === 0) return;
  const list = weak.map(({ text }) => `  - ${text}`).join('\n');
  if (!options.allowWeak) {
    throw new StartupError(
      `数据库没有守住台账,服务没有启动:\n${list}\n处理后再启动;只有试点(单一用户)可以设置 ALLOW_WEAK_DATABASE=true 暂时跳过。`,
    );
  }
  options.notice(`警告!数据库没有守住台账(ALLOW_WEAK_DATABASE=true,仅供试点):\n${list}`);
}
