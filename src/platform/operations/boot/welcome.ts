import path from 'node:path';
import type { AppConfig } from '../../foundation/config/config';

export interface Start {
  readonly startedInMs: number;
  readonly isPractice: boolean;
}

/** What a person sees after the start: where to go and what to do next. */
export function welcome(config: AppConfig, port: number, { startedInMs, isPractice }: Start): string {
  const base = `http://127.0.0.1:${port}`;
  const roles = { all: '接口和后台任务', api: '只提供接口', worker: '只做后台任务' } as const;
  return [
    '',
    `志愿服务积分与时长台账 已启动(${(startedInMs / 1000).toFixed(1)} 秒,${roles[config.role]})`,
    ...(config.role === 'worker' ? [] : [`  打开      ${base}/`]),
    `  接口      ${base}/api/v1`,
    `  接口说明  ${base}/api/docs`,
    `  健康检查  ${base}/health/ready`,
    ...(config.databaseUrl === undefined ? placeOf(config) : []),
    isPractice
      ? `  练习账号  ${base}/practice（这里是练习：处处印着“练习数据，不作证明”）`
      : `  登录      ${base}/sign-in`,
    '  停止      Ctrl-C(先做完正在做的任务,再停数据库)',
    '',
  ].join('\n');
}

/** Commands look into ./data unless they are told: somebody whose data lies elsewhere gets the words to copy. */
function placeOf({ dataDir, demo }: AppConfig): readonly string[] {
  const fate = demo ? '（演示数据，停止后删除）' : '（请连同其中的 secrets.json 一起备份）';
  const isElsewhere = path.resolve(dataDir) !== path.resolve('data');
  return [
    `  数据      ${dataDir}${fate}`,
    ...(isElsewhere ? [`  执行命令  DATA_DIR=${dataDir} npm run cli -- doctor（其他命令同样要带前面这一段）`] : []),
  ];
}
