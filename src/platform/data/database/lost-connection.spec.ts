import { QueryFailedError, QueryRunnerAlreadyReleasedError, QueryRunnerProviderAlreadyReleasedError } from 'typeorm';
import { isConnectionLost } from './lost-connection';

const withCode = (code: string): Error => Object.assign(new Error('x'), { code });

describe('isConnectionLost', () => {
  it.each<readonly [string, unknown, boolean]>([
    ['a refused connection', withCode('ECONNREFUSED'), true],
    ['all addresses refused', new AggregateError([withCode('ECONNREFUSED'), withCode('ENETUNREACH')]), true],
    ['a connection that timed out', new Error('Connection terminated due to connection timeout'), true],
    ['a connection that never opened in time', new Error('timeout expired'), true],
    ['a connection closed while it was handed over', new Error('Client was closed and is not queryable'), true],
    [
      'a socket that is not there while the server starts',
      Object.assign(withCode('ENOENT'), { syscall: 'connect' }),
      true,
    ],
    ['a file that is not there', Object.assign(withCode('ENOENT'), { syscall: 'open' }), false],
    ['a pool without a free connection', new Error('timeout exceeded when trying to connect'), true],
    [
      'a statement cut off',
      new QueryFailedError('select 1', [], new Error('Connection terminated unexpectedly')),
      true,
    ],
    ['a connection lost before a transaction began', new QueryRunnerProviderAlreadyReleasedError(), true],
    ['a connection lost before a transaction ended', new QueryRunnerAlreadyReleasedError(), true],
    ['a statement that was refused', new QueryFailedError('select 1', [], withCode('23505')), false],
    ['a mistake of ours', new TypeError('Cannot read properties of undefined'), false],
    ['no error at all', 'Connection terminated', false],
  ])('%s: %#', (_, error, isLost) => {
    expect(isConnectionLost(error)).toBe(isLost);
  });
});
