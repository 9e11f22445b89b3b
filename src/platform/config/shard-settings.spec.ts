import fc from 'fast-check';
import { ConfigError, loadConfig } from './config';
import { rangesOf } from './shard-settings';

const server = { DATABASE_URL: 'postgres://u:p@main/ledger', DEMO: 'true' };
const A = 'postgres://u:p@a/ledger';
const B = 'postgres://u:p@b/ledger';

function problemsOf(LEDGER_SHARDS: string, env: Readonly<Record<string, string>> = server): readonly string[] {
  try {
    loadConfig({ ...env, LEDGER_SHARDS });
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
}

describe('LEDGER_SHARDS', () => {
  it('names the server of every partition; without it the ledger is in the main database', () => {
    expect(loadConfig({}).ledgerShards).toEqual([]);
    const { ledgerShards } = loadConfig({ ...server, LEDGER_SHARDS: `0-31=${A}; 32-62, 63 = ${B}` });
    expect(ledgerShards.map(({ partitions, url }) => [rangesOf(partitions), url])).toEqual([
      ['0-31', A],
      ['32-63', B],
    ]);
  });

  it.each([
    ['a gap', `0-30=${A};32-62=${B}`, '分区 31, 63 没有服务器'],
    ['an overlap', `0-32=${A};32-63=${B}`, '分区 32 出现了不止一次'],
    ['a partition that does not exist', `0-64=${A}`, '第 1 段写法不对'],
    ['a range backwards', `0-31=${A};63-32=${B}`, '第 2 段写法不对'],
    ['another kind of server', '0-63=mysql://a/ledger', '第 1 段写法不对'],
    ['one database twice', `0-31=${A};32-63=${A}`, '同一个数据库写了两次'],
  ])('refuses %s, without repeating an address', (_, map, complaint) => {
    const problems = problemsOf(map);
    expect(problems).toEqual([expect.stringContaining(`LEDGER_SHARDS: ${complaint}`)]);
    expect(problems.join()).not.toContain('u:p');
  });

  it('goes with an external main database only', () => {
    expect(problemsOf(`0-63=${A}`, {})).toEqual([expect.stringContaining('只与 DATABASE_URL 一起使用')]);
  });

  it('reads back whatever way the partitions are dealt out', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 64, maxLength: 64 }), (holders) => {
        const dealt = [0, 1, 2, 3].map((holder) =>
          holders.flatMap((h, partition) => (h === holder ? [partition] : [])),
        );
        const used = dealt.filter((partitions) => partitions.length > 0);
        const map = used
          .map((partitions, index) => `${rangesOf(partitions)}=postgres://u:p@h${index}/ledger`)
          .join(';');
        const { ledgerShards } = loadConfig({ ...server, LEDGER_SHARDS: map });
        expect(ledgerShards.map(({ partitions }) => partitions)).toEqual(used);
      }),
    );
  });
});
