import { commandLineOf } from './command-line';
import { subjectOfParams } from '../../foundation/actor/request-trace';

const A = '01900000-0000-7000-8000-00000000000a';
const B = '01900000-0000-7000-8000-00000000000b';

describe('the audit line of a command', () => {
  it('is about what the address names, else about what was made, else about the first id of the input', () => {
    const request = { name: '某某', teamId: A, reason: '重复建队' };
    const named = { kind: 'team', id: A };
    expect(commandLineOf('teams.dissolve', { request, result: { id: B }, named }).subject).toEqual(named);
    expect(commandLineOf('teams.create', { request, result: { id: B }, named: null }).subject).toEqual({
      kind: 'teams',
      id: B,
    });
    expect(commandLineOf('teams.create', { request, result: null, named: null }).subject).toEqual({
      kind: 'team',
      id: A,
    });
    expect(commandLineOf('x.y', { request: 'text', result: 3, named: null })).toEqual({
      subject: null,
      reason: null,
      ids: {},
    });
  });

  it('keeps ids and a reason of the office, and nothing else of the input', () => {
    const request = { name: '某某', idNumber: '11010519491231002X', teamId: A, phoneId: '138', reason: '重复建队' };
    const facts = { request, result: {}, named: null };
    expect(commandLineOf('policies.publish', facts)).toMatchObject({ reason: '重复建队', ids: { teamId: A } });
    expect(commandLineOf('teams.dissolve', facts)).toMatchObject({ reason: null, ids: { teamId: A } });
  });

  it('takes the last id of an address', () => {
    expect(subjectOfParams({ spotCheckId: A, recordId: B.toUpperCase() })).toEqual({ kind: 'record', id: B });
    expect(subjectOfParams({ shiftDeviceId: A })).toEqual({ kind: 'shift_device', id: A });
    expect(subjectOfParams({ code: 'ABC' })).toBeNull();
    expect(subjectOfParams(undefined)).toBeNull();
  });
});
