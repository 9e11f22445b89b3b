import { ConfigError, loadConfig } from './config';

function problemsOf(env: Readonly<Record<string, string>>): readonly string[] {
  try {
    loadConfig(env);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
}

describe('settings of limits', () => {
  it('are times per seconds, with defaults', () => {
    const { requestLimits, punchCodeGuesses } = loadConfig({ RATE_LIMIT_REFRESH: '7/30' });
    expect(requestLimits).toMatchObject({
      person: { count: 600, windowMs: 60_000 },
      refresh: { count: 7, windowMs: 30_000 },
    });
    expect(punchCodeGuesses).toEqual({ count: 10, windowMs: 600_000 });
    expect(loadConfig({ ID_NUMBER_WRONG: '3/3600' }).idNumberLimits).toMatchObject({
      wrong: { count: 3, windowMs: 3_600_000 },
      checks: { count: 60, windowMs: 86_400_000 },
      listed: { count: 500, windowMs: 86_400_000 },
      corrections: { count: 3, windowMs: 86_400_000 },
    });
  });

  it.each(['0/60', '60', '60/0', 'sixty/60', '60/60s', '-1/60'])('refuse %s', (RATE_LIMIT_PERSON) => {
    expect(problemsOf({ RATE_LIMIT_PERSON })).toEqual(['RATE_LIMIT_PERSON: 须写作"次数/秒数",如 600/60']);
  });

  it('are switched off in tests and demonstrations only; guessing is limited even there', () => {
    expect(problemsOf({ RATE_LIMITS: 'off' })).toEqual([expect.stringContaining('只有演示')]);
    expect(problemsOf({ RATE_LIMITS: 'off', NODE_ENV: 'production' })).toHaveLength(1);
    expect(problemsOf({ RATE_LIMITS: 'no' })).toEqual(['RATE_LIMITS: 须是 on 或 off']);
    const off = [{ DEMO: 'true' }, { NODE_ENV: 'test' }].map((given) => loadConfig({ ...given, RATE_LIMITS: 'off' }));
    for (const { requestLimits, punchCodeGuesses } of off) {
      expect(requestLimits).toBeNull();
      expect(punchCodeGuesses.count).toBe(10);
    }
  });

  it.each([
    ['false', 0],
    ['true', 1],
    ['2', 2],
  ])('TRUST_PROXY=%s trusts %i proxies', (TRUST_PROXY, hops) => {
    expect(loadConfig({ TRUST_PROXY }).trustedProxyHops).toBe(hops);
  });

  it('TRUST_PROXY refuses anything else', () => {
    expect(problemsOf({ TRUST_PROXY: 'all' })).toEqual([expect.stringMatching(/^TRUST_PROXY: 须是/)]);
  });
});
