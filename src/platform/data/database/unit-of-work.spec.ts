import { DatabaseError } from 'pg';
import { QueryFailedError } from 'typeorm';
import { sqlStateOf } from './unit-of-work';

function answerWith(code: string | undefined): DatabaseError {
  return Object.assign(new DatabaseError('x', 1, 'error'), { code });
}

describe('sqlStateOf', () => {
  it.each<readonly [string, unknown, string | null]>([
    ['a statement that was refused', new QueryFailedError('select 1', [], answerWith('23505')), '23505'],
    ['a connection that was refused, before there is a statement', answerWith('57P03'), '57P03'],
    ['an answer without a state', answerWith(undefined), null],
    ['a connection cut off', new QueryFailedError('select 1', [], new Error('Connection terminated')), null],
    ['a code of the operating system', Object.assign(new Error('x'), { code: 'ECONNREFUSED' }), null],
    ['no error at all', { code: '23505' }, null],
  ])('%s', (_, error, state) => {
    expect(sqlStateOf(error)).toBe(state);
  });
});
