import type { Proof } from './proof';

export type Alteration = 'AMOUNT' | 'PREVIOUS' | 'PATH' | 'ROOT' | 'TIME';

/** What an auditor may change in the copy in the browser, to see that it is noticed. */
export const alterations: Readonly<Record<Alteration, string>> = {
  AMOUNT: '数额加一',
  PREVIOUS: '前一笔的散列值改一位',
  PATH: '树的路径改一位',
  ROOT: '检查点的根改一位',
  TIME: '签署时间早一毫秒',
};

const otherDigit = (hex: string): string => (hex.endsWith('0') ? `${hex.slice(0, -1)}1` : `${hex.slice(0, -1)}0`);

/** The proof with one thing changed. The first entry of an account has no hash before it, a lone leaf no path. */
export function altered(proof: Proof, what: Alteration): Proof {
  const { entry, checkpoint, path, headPath } = proof;
  switch (what) {
    case 'AMOUNT':
      return { ...proof, entry: { ...entry, amount: entry.amount + 1 } };
    case 'PREVIOUS':
      return { ...proof, entry: { ...entry, previousHash: otherDigit(entry.previousHash || '00') } };
    case 'PATH': {
      const [first, ...rest] = path.length > 0 ? path : headPath;
      const changed = first === undefined ? [] : [otherDigit(first), ...rest];
      return path.length > 0 ? { ...proof, path: changed } : { ...proof, headPath: changed };
    }
    case 'ROOT':
      return { ...proof, checkpoint: { ...checkpoint, root: otherDigit(checkpoint.root) } };
    case 'TIME': {
      const madeAt = new Date(Date.parse(checkpoint.madeAt) - 1).toISOString();
      return { ...proof, checkpoint: { ...checkpoint, madeAt } };
    }
  }
}
