import { rangesOf } from '../../../platform/config/shard-settings';

/** Where partitions are, as a database remembers it: partition → the lowest partition on the same server. */
export type Placement = ReadonlyMap<number, number>;

/** What a shard says of itself. */
export interface ShardMemory {
  /** The ledgers its partitions belong to; none on a fresh server. */
  readonly ledgerIds: readonly string[];
  readonly placement: Placement;
  readonly hasEntries: boolean;
  /** True where the address leads to a main database. */
  readonly isMain: boolean;
}

/** The placement that a map asks for. */
export function placementOf(shards: readonly { readonly partitions: readonly number[] }[]): Placement {
  return new Map(
    shards.flatMap(({ partitions }) => partitions.map((partition) => [partition, Math.min(...partitions)] as const)),
  );
}

/** Why the main database cannot be used with a placement, in Chinese; null where it can. */
export function complaintAboutMap(recorded: Placement, asked: Placement): string | null {
  if (recorded.size === 0) return null;
  const moved = [...recorded].filter(([partition, holder]) => asked.get(partition) !== holder).map(([p]) => p);
  if (moved.length === 0) return null;
  return (
    `LEDGER_SHARDS 与台账登记的分布不一致:分区 ${rangesOf(moved)} 换了服务器。只改配置不会搬动数据,这些分区的台账会看不见。\n` +
    '请改回原来的分区划分(服务器地址可以变);要搬动分区,请先按 docs/shards.md 搬运数据。'
  );
}

/**
 * Why a server cannot hold these partitions, in Chinese; null where it can.
 *
 * @param isKnown the main database already counts on this server; it must then know itself.
 */
export function complaintAboutShard(
  memory: ShardMemory,
  wanted: { readonly ledgerId: string; readonly placement: Placement; readonly isKnown: boolean },
): string | null {
  const partitions = rangesOf([...wanted.placement.keys()]);
  if (memory.isMain) {
    return `分区 ${partitions} 的地址指向一个主数据库。每个分片请用单独的数据库(可以在同一台服务器上另建一个)。`;
  }
  if (memory.ledgerIds.some((id) => id !== wanted.ledgerId)) {
    return `分区 ${partitions} 的地址指向另一个台账的服务器。请核对 LEDGER_SHARDS 的地址。`;
  }
  if (memory.placement.size === 0) {
    if (wanted.isKnown) {
      return `分区 ${partitions} 的服务器上没有台账:数据库是空的,或地址写错了。请核对地址,或从备份恢复这台服务器;没有写入任何数据。`;
    }
    return memory.hasEntries
      ? `分区 ${partitions} 的服务器上已有不属于这个台账的分录。请为分片准备一个空的数据库。`
      : null;
  }
  const isSame =
    memory.placement.size === wanted.placement.size &&
    [...wanted.placement].every(([partition, holder]) => memory.placement.get(partition) === holder);
  if (isSame) return null;
  return (
    `分区 ${partitions} 配置到了一台登记为分区 ${rangesOf([...memory.placement.keys()])} 的服务器上。` +
    '请核对 LEDGER_SHARDS 里各段的地址是否写反;没有写入任何数据。'
  );
}
