import { z } from 'zod';

/** Partitions of the ledger, 0 to 63, that live on a server of their own. */
export interface ShardSetting {
  /** Ascending. */
  readonly partitions: readonly number[];
  readonly url: string;
}

const PARTITIONS = 64;
const EXAMPLE = '0-31=postgres://…;32-63=postgres://…';

/**
 * LEDGER_SHARDS: which server holds which partitions of the ledger, as `0-31=postgres://…;32-63=postgres://…`. Empty: the
 * ledger is in the main database. A list such as `0-15,48-63=…` is fine; every partition stands there exactly once.
 */
export const shardSettings = {
  LEDGER_SHARDS: z
    .string()
    .optional()
    .transform((text, context): readonly ShardSetting[] => {
      if (text === undefined) return [];
      const shards = text.split(';').map(readShard);
      const complaint = complaintAbout(shards);
      if (complaint === null) return shards.filter((shard) => shard !== null);
      context.addIssue({ code: 'custom', message: complaint });
      return z.NEVER;
    }),
};

/** What the map lacks, in Chinese and without the addresses, which hold passwords; null where it is whole. */
function complaintAbout(shards: readonly (ShardSetting | null)[]): string | null {
  const unreadable = shards.flatMap((shard, index) => (shard === null ? [index + 1] : []));
  if (unreadable.length > 0) return `第 ${unreadable.join('、')} 段写法不对,须写作 ${EXAMPLE}`;
  const held = shards.flatMap((shard) => shard?.partitions ?? []);
  const all = Array.from({ length: PARTITIONS }, (_, partition) => partition);
  const missing = all.filter((partition) => !held.includes(partition));
  const doubled = all.filter((partition) => held.indexOf(partition) !== held.lastIndexOf(partition));
  if (missing.length > 0) return `分区 ${rangesOf(missing)} 没有服务器;0 到 63 每个分区须恰好出现一次`;
  if (doubled.length > 0) return `分区 ${rangesOf(doubled)} 出现了不止一次;0 到 63 每个分区须恰好出现一次`;
  if (new Set(shards.map((shard) => shard?.url)).size < shards.length) {
    return '同一个数据库写了两次;请把它的分区合成一段,如 0-15,48-63=postgres://…';
  }
  return null;
}

function readShard(text: string): ShardSetting | null {
  const [, list, url] = /^\s*([\d,\s-]+)=\s*(postgres(?:ql)?:\/\/\S+)\s*$/.exec(text) ?? [];
  if (list === undefined || url === undefined || !URL.canParse(url)) return null;
  const partitions: number[] = [];
  for (const range of list.split(',')) {
    const [, first, last = first] = /^\s*(\d{1,2})(?:\s*-\s*(\d{1,2}))?\s*$/.exec(range) ?? [];
    if (first === undefined || Number(first) > Number(last) || Number(last) >= PARTITIONS) return null;
    for (let partition = Number(first); partition <= Number(last); partition += 1) partitions.push(partition);
  }
  return { partitions: partitions.sort((left, right) => left - right), url };
}

/** Partitions as a person writes them: `0-3, 7`. */
export function rangesOf(partitions: readonly number[]): string {
  const ranges: { first: number; last: number }[] = [];
  for (const partition of [...partitions].sort((left, right) => left - right)) {
    const range = ranges.at(-1);
    if (range?.last === partition - 1) range.last = partition;
    else ranges.push({ first: partition, last: partition });
  }
  return ranges.map(({ first, last }) => (first === last ? `${first}` : `${first}-${last}`)).join(', ');
}
