import 'reflect-metadata';
import { StartupError } from './platform/boot/startup-error';
import { serve, type Server } from './platform/boot/serve';
import { welcome } from './platform/boot/welcome';
import { ConfigError } from './platform/config/config';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

function complain(error: unknown): void {
  if (error instanceof StartupError) process.stderr.write(`${error.sentence}\n`);
  else if (error instanceof ConfigError) process.stderr.write(`${error.message}\n`);
  else process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
}

/** Runs until a signal: the first one stops in order, the second one at once. */
async function main(): Promise<void> {
  let server: Server | undefined;
  let isStopping = false;

  const stop = (exitCode: number): void => {
    if (isStopping) {
      void (server?.stopNow() ?? Promise.resolve()).finally(() => process.exit(1));
      return;
    }
    isStopping = true;
    // While starting there is nothing to stop yet: main() stops as soon as the start is done.
    if (server) void finish(server, exitCode);
  };
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (!isStopping) say('正在停止:不再接受新请求,等待正在做的任务结束……(再按一次立即停止)');
      stop(0);
    });
  }
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(event, (error: unknown) => {
      complain(error);
      stop(1);
    });
  }

  server = await serve({
    env: process.env,
    notice: say,
    onLost: (reason) => {
      complain(reason);
      stop(1);
    },
  });
  if (isStopping) return finish(server, 0);
  say(welcome(server.config, server.port, process.uptime() * 1000));
}

async function finish(server: Server, exitCode: number): Promise<void> {
  await server.stop().catch(complain);
  if (exitCode === 0) say('已停止。');
  process.exit(exitCode);
}

main().catch((error: unknown) => {
  complain(error);
  process.exit(1);
});
