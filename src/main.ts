import 'reflect-metadata';
import { StartupError } from './platform/foundation/config/startup-error';
import { outliveTerminal } from './platform/operations/boot/terminal';
import { serve, type Server } from './platform/operations/boot/serve';
import { welcome } from './platform/operations/boot/welcome';
import { ConfigError } from './platform/foundation/config/config';

outliveTerminal();

const say = (line: string): void => void process.stdout.write(`${line}\n`);

function complain(error: unknown): void {
  if (error instanceof StartupError) process.stderr.write(`${error.sentence}\n`);
  else if (error instanceof ConfigError) process.stderr.write(`${error.message}\n`);
  else process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
}

/** What the process is doing; signals arrive at any time. */
const life: { server?: Server; isStopping: boolean } = { isStopping: false };

/** Stops in order. While starting there is nothing to stop yet: `main` does it as soon as the start is done. */
function stop(exitCode: number): void {
  if (life.isStopping) return;
  life.isStopping = true;
  if (life.server) void finish(life.server, exitCode);
}

async function finish(server: Server, exitCode: number): Promise<void> {
  await server.stop().catch(complain);
  if (exitCode === 0) say('已停止。');
  process.exit(exitCode);
}

/** The first signal stops in order, the second at once. */
function onSignal(): void {
  if (life.isStopping) {
    void (life.server?.stopNow() ?? Promise.resolve()).finally(() => process.exit(1));
    return;
  }
  say('正在停止:不再接受新请求,等待正在做的任务结束……(再按一次立即停止)');
  stop(0);
}

/** An error nobody caught: the state is unknown, so end in order and let a supervisor start again. */
function onStrayError(error: unknown): void {
  complain(error);
  stop(1);
}

async function main(): Promise<void> {
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, onSignal);
  process.on('uncaughtException', onStrayError);
  process.on('unhandledRejection', onStrayError);
  const server = await serve({
    env: process.env,
    root: () => import('./app.module.js'),
    notice: say,
    onLost: onStrayError,
  });
  life.server = server;
  if (life.isStopping) return finish(server, 0);
  const asked = performance.now();
  const { mode } = await server.opened;
  const startedInMs = process.uptime() * 1000 - (performance.now() - asked);
  say(welcome(server.config, server.port, { startedInMs, isPractice: mode === 'PRACTICE' }));
}

main().catch((error: unknown) => {
  complain(error);
  process.exit(1);
});
