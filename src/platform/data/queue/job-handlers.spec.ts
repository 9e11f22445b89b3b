import { registryComplaints } from './job-handlers';

describe('registryComplaints', () => {
  const handler = (name: string, place = `${name}.handle`) => ({ name, place });

  it.each([
    ['a whole registry', ['a', 'b'], [handler('a'), handler('b')], []],
    ['a job nobody handles', ['a', 'b'], [handler('a')], ['b has no handler']],
    [
      'a job two handle',
      ['a'],
      [handler('a', 'One.run'), handler('a', 'Two.run')],
      ['a has several handlers: One.run, Two.run'],
    ],
    ['a handler of an undeclared job', [], [handler('x', 'X.run')], ['X.run handles x, which nobody declared']],
  ])('%s', (_, declared, handlers, complaints) => {
    expect(registryComplaints(declared, handlers)).toEqual(complaints);
  });
});
