import 'reflect-metadata';
import { CommandFactory } from 'nest-commander';
import { StartupError } from '../platform/foundation/config/startup-error';
import { ConfigError } from '../platform/foundation/config/config';
import { DomainError } from '../kernel/domain-error';
import { CliModule } from './cli.module';

/** What went wrong, for a person at a terminal: the Chinese sentence where there is one. */
function explain(error: unknown): string {
  if (error instanceof StartupError) return error.sentence;
  if (error instanceof ConfigError) return error.message;
  if (error instanceof DomainError) {
    const hint = error.details['hint'];
    return `${error.sentence}${typeof hint === 'string' ? hint : ''}(${error.code})`;
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function fail(error: unknown): never {
  process.stderr.write(`${explain(error)}\n`);
  process.exit(1);
}

CommandFactory.run(CliModule, { cliName: 'npm run cli --', errorHandler: fail, serviceErrorHandler: fail }).catch(fail);
