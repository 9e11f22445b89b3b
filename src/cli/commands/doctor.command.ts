import { access, constants, statfs } from 'node:fs/promises';
import path from 'node:path';
import type { INestApplicationContext, Type } from '@nestjs/common';
import { Command, CommandRunner } from 'nest-commander';
import { AuditRuns, PrintedCheckpoints, WatchCustody, Witness } from '../../ledger/evidence';
import { AccountFindings } from '../../platform/security/accounts/account-findings';
import { Clock } from '../../platform/foundation/clock/clock';
import { loadConfig } from '../../platform/foundation/config/config';
import { Runtime } from '../../platform/foundation/config/runtime';
import { databaseGuards } from '../../platform/data/database/database-guards';
import { FieldCipher } from '../../platform/foundation/crypto/cipher';
import { UnitOfWork } from '../../platform/data/database/unit-of-work';
import { KeyRotations } from '../../platform/security/keys';
import { JobQueues } from '../../platform/data/queue';
import { say, withApplication } from '../with-application';

const MIN_FREE_BYTES = 2 * 1024 ** 3;
const MIN_NODE = [20, 19] as const;

interface Finding {
  readonly isGood: boolean;
  /** Good enough to run, and yet to be mended. */
  readonly isNote?: boolean;
  readonly text: string;
}

@Command({ name: 'doctor', description: '检查这台机器和数据库是否就绪,逐项列出结果和处理办法' })
export class DoctorCommand extends CommandRunner {
  async run(): Promise<void> {
    const findings = [...(await machine()), ...(await service())];
    for (const { isGood, isNote, text } of findings) say(`${isNote ? '注意' : isGood ? '正常' : '异常'}  ${text}`);
    if (findings.some(({ isGood }) => !isGood)) process.exitCode = 1;
  }
}

const nobodyIsTold: Finding = {
  isGood: true,
  isNote: true,
  text: '没有设置 ALERT_URL:台账核对不符或任务没有办成时,警报只记在系统里,没有人马上知道。建议填上企业微信或钉钉群机器人的网址',
};

async function machine(): Promise<Finding[]> {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const isNodeGood = major > MIN_NODE[0] || (major === MIN_NODE[0] && minor >= MIN_NODE[1]);
  const config = loadConfig(process.env);
  const folder = path.resolve(config.dataDir);
  const parent = await access(folder).then(
    () => folder,
    () => path.dirname(folder),
  );
  const isWritable = await access(parent, constants.W_OK).then(
    () => true,
    () => false,
  );
  const { bavail, bsize } = await statfs(parent);
  const freeBytes = bavail * bsize;
  return [
    { isGood: isNodeGood, text: `Node.js ${process.versions.node}(需要 ${MIN_NODE.join('.')} 或更高)` },
    {
      isGood: isWritable,
      text: `数据文件夹 ${folder}${isWritable ? ' 可写' : ' 不可写:请改权限,或用 DATA_DIR 换一个'}`,
    },
    { isGood: freeBytes > MIN_FREE_BYTES, text: `磁盘剩余 ${Math.floor(freeBytes / 1024 ** 3)} GB(建议不少于 2 GB)` },
  ];
}

async function service(): Promise<Finding[]> {
  return withApplication(async (app) => {
    const database = app.get(UnitOfWork, { strict: false });
    const [row] = await database.read<Record<string, string>>(
      `select current_setting('server_version') as version,
         (select count(*)::text from migrations) as migrations, (select count(*)::text from outbox) as outbox`,
    );
    const evidence = await evidenceFindings(app);
    const dead = await app.get(JobQueues, { strict: false }).deadLetters();
    return [
      {
        isGood: Number.parseInt(row?.['version'] ?? '0', 10) >= 15,
        text: `PostgreSQL ${row?.['version'] ?? '?'}(需要 15 或更高)`,
      },
      ...(await databaseGuards((sql) => database.read(sql))),
      { isGood: true, text: `表结构已执行 ${row?.['migrations'] ?? '0'} 步,待发任务 ${row?.['outbox'] ?? '0'} 个` },
      {
        isGood: dead.length === 0,
        text: `多次失败的任务 ${dead.length} 个${dead.length > 0 ? ':用 npm run cli -- jobs:dead 查看,处理后用 jobs:retry 重试' : ''}`,
      },
      ...(await keyFindings(app)),
      ...(await accountFindings(app)),
      ...evidence,
      ...(app.get(Runtime, { strict: false }).config.alertUrl === null ? [nobodyIsTold] : []),
    ];
  });
}

/** What the rules about accounts took away, and what they miss. */
async function accountFindings(app: INestApplicationContext): Promise<Finding[]> {
  const findings = app.get(AccountFindings, { strict: false });
  const [report, gaps] = [await findings.report(), await findings.gaps()];
  const taken =
    report.length === 0
      ? []
      : [`升级到两人办理时有 ${String(report.length)} 处变动：见 npm run cli -- accounts:report`];
  return [...taken, ...gaps].map((text) => ({ isGood: true, isNote: true, text }));
}

/** Which master keys are in use: an old one that nothing hangs on can go, one that is missing is a disaster. */
async function keyFindings(app: INestApplicationContext): Promise<Finding[]> {
  const cipher = app.get(FieldCipher, { strict: false });
  const uses = await app.get(KeyRotations, { strict: false }).uses();
  const countOf = (version: number): number =>
    uses.reduce((sum, use) => sum + (use.version === version ? use.count : 0), 0);
  const missing = [...new Set(uses.map(({ version }) => version))].filter(
    (version) => !cipher.versions.includes(version),
  );
  const older = uses.some(({ isCurrent }) => !isCurrent);
  return [
    {
      isGood: true,
      text: `现用第 ${cipher.currentVersion} 版数据密钥${older ? ';有数据仍在旧密钥或另一种算法之下,可运行 keys:rotate' : ''}`,
    },
    ...cipher.versions
      .filter((version) => version !== cipher.currentVersion)
      .map((version) => ({
        isGood: true,
        text:
          countOf(version) === 0
            ? `第 ${version} 版数据密钥已无数据使用,可以从 DATA_KEYS 去掉(还要读旧备份的,请另行妥善保存)`
            : `第 ${version} 版数据密钥还有 ${countOf(version)} 项数据在用,不能去掉`,
      })),
    ...missing.map((version) => ({
      isGood: false,
      text: `缺少第 ${version} 版数据密钥,有 ${countOf(version)} 项数据读不出来:请把它加回 DATA_KEYS`,
    })),
  ];
}

const NIGHTS_MS = 3 * 86_400_000;

/** The last audit, the newest checkpoint and what its witness has seen. */
async function evidenceFindings(app: INestApplicationContext): Promise<Finding[]> {
  const find = <T>(token: Type<T>): T => app.get(token, { strict: false });
  const [run, checkpoint, witnessed] = [
    await find(AuditRuns).latest(),
    await find(PrintedCheckpoints).latest(),
    await find(Witness).latest(),
  ];
  const isRecent = run !== null && Date.parse(run.startedAt) > find(Clock).nowMs() - NIGHTS_MS;
  // Young installations wait for their first night.
  const [young] = await find(UnitOfWork).read('select 1 from installation where chosen_at > $1', [
    new Date(find(Clock).nowMs() - NIGHTS_MS),
  ]);
  const isAwaited = run === null && (checkpoint === null || young !== undefined);
  const isBehind = (witnessed?.number ?? 0) !== (checkpoint?.number ?? 0);
  return [
    {
      isGood: isAwaited || (run !== null && run.isIntact && isRecent),
      isNote: isAwaited,
      text: run
        ? `上次台账核对 ${run.startedAt}:${run.isIntact ? '完好' : `有 ${run.findingCount} 处不符,请运行 ledger:verify 并保留现场`}${isRecent ? '' : ';已过去三天以上,请检查后台任务是否在运行'}`
        : '台账还没有核对过:夜间自动核对,也可以现在运行 ledger:verify',
    },
    {
      isGood: !isBehind,
      text: `检查点到第 ${checkpoint?.number ?? 0} 号,见证文件到第 ${witnessed?.number ?? 0} 号${isBehind ? ':两者不同,若不是恢复了旧备份,请用 WITNESS_FILE 指向后台任务写的见证文件' : ''}`,
    },
    ...(await find(WatchCustody).warnings()).map((text) => ({ isGood: true, isNote: true, text })),
  ];
}
