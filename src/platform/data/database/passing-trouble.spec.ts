import { DatabaseError } from 'pg';
import { QueryFailedError } from 'typeorm';
import { isPassingTrouble } from './passing-trouble';

const failedWith = (state: string): Error => {
  const error = new DatabaseError('x', 0, 'error');
  error.code = state;
  return new QueryFailedError('select 1', [], error);
};

describe('isPassingTrouble', () => {
  it.each<readonly [string, unknown, boolean]>([
    ['a server that starts', failedWith('57P03'), true],
    ['no room for another connection', failedWith('53300'), true],
    ['a deadlock, until every try was used up', failedWith('40P01'), true],
    ['a lock that was not free in time', failedWith('55P03'), true],
    ['a transaction of a process that stood still', failedWith('25P03'), true],
    ['a connection that was cut', new Error('Connection terminated unexpectedly'), true],
    ['a key that is taken', failedWith('23505'), false],
    ['a statement in a transaction that has failed', failedWith('25P02'), false],
    ['a mistake of ours', new TypeError('Cannot read properties of undefined'), false],
  ])('%s', (_, error, isPassing) => {
    expect(isPassingTrouble(error)).toBe(isPassing);
  });
});
