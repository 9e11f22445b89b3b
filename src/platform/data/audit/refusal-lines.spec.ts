import { LINES_AT_MOST, LINES_PER_CALLER, type Refusal, RefusalLines } from './refusal-lines';

const refusal: Refusal = {
  actorId: 'anonymous',
  actorKind: 'ANONYMOUS',
  remoteAddress: '10.0.0.1',
  sessionId: null,
  requestId: 'r',
  route: 'GET /x',
  subject: null,
  code: 'SIGN_IN_REQUIRED',
  status: 401,
};

describe('refusal lines', () => {
  it('count what repeats and begin anew once taken', () => {
    const lines = new RefusalLines();
    for (let time = 0; time < 5; time += 1) lines.add({ ...refusal, requestId: `r${time}` });
    lines.add({ ...refusal, code: 'TOKEN_EXPIRED' });
    expect(lines.take()).toEqual([
      { refusal: { ...refusal, requestId: 'r0' }, count: 5 },
      { refusal: { ...refusal, requestId: 'r', code: 'TOKEN_EXPIRED' }, count: 1 },
    ]);
    expect(lines.take()).toEqual([]);
  });

  it('hold what one caller can write, and lose no count', () => {
    const lines = new RefusalLines();
    for (let route = 0; route < 1_000; route += 1) lines.add({ ...refusal, route: `GET /${route}` });
    const taken = lines.take();
    expect(taken).toHaveLength(LINES_PER_CALLER + 1);
    expect(taken.at(-1)).toMatchObject({ refusal: { route: '*', remoteAddress: '10.0.0.1' }, count: 980 });
  });

  it('hold what all callers together can write, and lose no count', () => {
    const lines = new RefusalLines();
    for (let caller = 0; caller < 1_000; caller += 1) {
      for (let route = 0; route < 3; route += 1) {
        lines.add({ ...refusal, remoteAddress: `10.0.${caller >> 8}.${caller & 255}`, route: `GET /${route}` });
      }
    }
    const taken = lines.take();
    expect(taken).toHaveLength(LINES_AT_MOST + 1);
    expect(taken.at(-1)?.refusal).toMatchObject({ code: 'MANY', remoteAddress: '*' });
    expect(taken.reduce((sum, { count }) => sum + count, 0)).toBe(3_000);
  });
});
