import { complaintAboutMap, complaintAboutShard, placementOf, type ShardMemory } from './placement';

const half = (from: number): number[] => Array.from({ length: 32 }, (_, index) => from + index);
const two = placementOf([{ partitions: half(0) }, { partitions: half(32) }]);

describe('the map', () => {
  it('may be the first one, or the one on record whatever the order of its servers', () => {
    expect(complaintAboutMap(new Map(), two)).toBeNull();
    expect(complaintAboutMap(two, placementOf([{ partitions: half(32) }, { partitions: half(0) }]))).toBeNull();
  });

  it('never moves a partition', () => {
    const moved = placementOf([{ partitions: [...half(0), 32] }, { partitions: half(32).slice(1) }]);
    expect(complaintAboutMap(two, moved)).toContain('分区 32-63 换了服务器');
    expect(complaintAboutMap(two, new Map())).toContain('分区 0-63');
  });
});

describe('a server', () => {
  const wanted = { ledgerId: 'ours', placement: placementOf([{ partitions: half(32) }]), isKnown: true };
  const ours: ShardMemory = {
    ledgerIds: ['ours'],
    placement: wanted.placement,
    hasEntries: true,
    isMain: false,
  };
  const fresh: ShardMemory = { ledgerIds: [], placement: new Map(), hasEntries: false, isMain: false };

  it('holds what it remembers to hold, and a fresh one whatever it is given first', () => {
    expect(complaintAboutShard(ours, wanted)).toBeNull();
    expect(complaintAboutShard(fresh, { ...wanted, isKnown: false })).toBeNull();
  });

  it.each<[string, ShardMemory, boolean, string]>([
    ['a main database', { ...fresh, isMain: true }, false, '指向一个主数据库'],
    ['of another ledger', { ...ours, ledgerIds: ['theirs'] }, true, '另一个台账'],
    ['that has lost its data', fresh, true, '数据库是空的,或地址写错了'],
    ['with entries of nobody', { ...fresh, hasEntries: true }, false, '不属于这个台账的分录'],
    ['of other partitions', { ...ours, placement: placementOf([{ partitions: half(0) }]) }, true, '登记为分区 0-31'],
  ])('is refused when it is one %s', (_, memory, isKnown, complaint) => {
    expect(complaintAboutShard(memory, { ...wanted, isKnown })).toContain(complaint);
  });
});
