import fc from 'fast-check';
import {
  consistencyPath,
  EMPTY_ROOT,
  inclusionPath,
  isConsistent,
  leafHash,
  MerkleFrontier,
  rootFromInclusion,
  rootOf,
} from './merkle-tree';

const leavesOf = (count: number) => Array.from({ length: count }, (_, index) => leafHash(Buffer.from([index % 251])));

/** The known answers of the Certificate Transparency project for the inputs of its test. */
const known = [
  ['', '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d'],
  ['00', 'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125'],
  ['10', 'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77'],
  ['2021', 'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7'],
] as const;

describe('the Merkle tree', () => {
  it('has the roots of RFC 6962', () => {
    expect(EMPTY_ROOT.toString('hex')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    const leaves = known.map(([data]) => leafHash(Buffer.from(data, 'hex')));
    known.forEach(([, root], index) => expect(rootOf(leaves.slice(0, index + 1)).toString('hex')).toBe(root));
  });

  it('goes on from its subtrees as if it had never stopped', () => {
    fc.assert(
      fc.property(fc.nat(70), fc.nat(70), (first, second) => {
        const leaves = leavesOf(first + second);
        const begun = MerkleFrontier.empty();
        leaves.slice(0, first).forEach((leaf) => begun.append(leaf));
        const resumed = MerkleFrontier.of(begun.size, begun.subtreeRoots);
        leaves.slice(first).forEach((leaf) => resumed.append(leaf));
        expect(resumed.root()).toEqual(rootOf(leaves));
      }),
    );
  });

  it('proves every leaf to everybody who knows the root, and nothing else', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 70 }), fc.nat(), (size, chosen) => {
        const leaves = leavesOf(size);
        const index = chosen % size;
        const path = inclusionPath(leaves, index);
        expect(rootFromInclusion(leaves[index]!, index, size, path)).toEqual(rootOf(leaves));
        expect(rootFromInclusion(leafHash(Buffer.from('x')), index, size, path)).not.toEqual(rootOf(leaves));
        expect(rootFromInclusion(leaves[index]!, index, size, [...path, EMPTY_ROOT])).toBeNull();
      }),
    );
  });

  it('proves that an older tree is the beginning of a newer one, and no other tree is', () => {
    fc.assert(
      fc.property(fc.nat(70), fc.nat(70), (oldSize, grown) => {
        const leaves = leavesOf(oldSize + grown);
        const older = { size: oldSize, root: rootOf(leaves.slice(0, oldSize)) };
        const newer = { size: leaves.length, root: rootOf(leaves) };
        const path = consistencyPath(leaves, oldSize);
        expect(isConsistent(older, newer, path)).toBe(true);
        if (oldSize > 0) expect(isConsistent({ ...older, root: leafHash(Buffer.from('x')) }, newer, path)).toBe(false);
        if (grown > 0 && oldSize > 0) expect(isConsistent(older, newer, [...path, EMPTY_ROOT])).toBe(false);
      }),
    );
  });
});
