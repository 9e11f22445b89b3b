import type { Finding } from '../../../kernel/finding';
import { leafHash, rootOf } from './merkle-tree';
import { leavesOf, TreeReplay, type WrittenHead } from './tree-replay';

const leaves = ['a', 'b', 'c'].map((text) => leafHash(Buffer.from(text)));
const other = leafHash(Buffer.from('other'));
const head: WrittenHead = {
  checkpoint: 1,
  firstPosition: 0,
  size: 3,
  root: rootOf(leaves),
  keys: ['1', '2', '3'],
  fingerprints: Buffer.concat(leaves.map((leaf) => leaf.subarray(0, 8))),
};

function findingsOf(change: Partial<WrittenHead>, now: readonly (Buffer | null)[] = leaves): string[] {
  const findings: Finding[] = [];
  const replay = new TreeReplay(
    'fact/t',
    (key) => ({ table: 't', key }),
    (one) => void findings.push(one),
  );
  replay.next({ ...head, ...change }, leavesOf(now), '*');
  return findings.map(({ table, column, problem, key }) => [table, column, problem, key].filter(Boolean).join(' '));
}

describe('a tree that is grown again', () => {
  it.each<[string, Partial<WrittenHead>, readonly (Buffer | null)[], string[]]>([
    ['nothing', {}, leaves, []],
    ['a row changed', {}, [leaves[0]!, other, leaves[2]!], ['t * CHANGED 2']],
    ['a row gone', {}, [leaves[0]!, null, leaves[2]!], ['t seq MISSING 2']],
    ['two rows exchanged', {}, [leaves[1]!, leaves[0]!, leaves[2]!], ['t * CHANGED 1', 't * CHANGED 2']],
    ['a root changed', { root: other }, leaves, ['ledger_tree_head root CHANGED']],
    ['a fingerprint changed', { fingerprints: Buffer.alloc(24, 1) }, leaves, ['ledger_tree_head fingerprints CHANGED']],
    ['a position changed', { firstPosition: 1 }, leaves, ['ledger_tree_head first_position CHANGED']],
    ['a size changed', { size: 4 }, leaves, ['ledger_tree_head size CHANGED']],
    // The row of a doubled key is found twice.
    [
      'a key doubled',
      { keys: ['1', '2', '2'] },
      [leaves[0]!, leaves[1]!, leaves[1]!],
      ['ledger_tree_head keys CHANGED'],
    ],
  ])('finds %s', (_, change, now, expected) => expect(findingsOf(change, now)).toEqual(expected));
});
