import fc from 'fast-check';
import { drawSample, populationHash, seedHashOf } from './draw-sample';

describe('a sample from a published seed', () => {
  const ids = ['r1', 'r2', 'r3', 'r4', 'r5', 'r6', 'r7', 'r8'];

  it('is the same for everybody and whatever the order, and another for another seed', () => {
    const drawn = drawSample('seed', ids, 3);
    expect(drawn).toHaveLength(3);
    expect(drawSample('seed', [...ids].reverse(), 3)).toEqual(drawn);
    expect(populationHash([...ids].reverse())).toBe(populationHash(ids));
    expect(drawSample('another', ids, 3)).not.toEqual(drawn);
    expect(seedHashOf('seed')).toMatch(/^[0-9a-f]{64}$/);
  });

  it('never draws anything twice, nor what is not there, and a larger sample begins with the smaller one', () => {
    fc.assert(
      fc.property(fc.string(), fc.uniqueArray(fc.uuid(), { maxLength: 40 }), fc.nat(50), (seed, all, size) => {
        const drawn = drawSample(seed, all, size);
        expect(new Set(drawn).size).toBe(Math.min(size, all.length));
        expect(drawn.every((id) => all.includes(id))).toBe(true);
        expect(drawSample(seed, all, size + 1).slice(0, size)).toEqual(drawn);
      }),
    );
  });
});
