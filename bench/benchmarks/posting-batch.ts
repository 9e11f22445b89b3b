import { v7 } from 'uuid';
import { postParameters, postStatement } from '../../src/ledger/ledger/persistence/ledger.repository';
import type { Benchmark } from '../harness/benchmark';
import { peerContestant } from './posting';
import {
  floorParameters,
  floorStatement,
  OpenRecords,
  prepareFloor,
  prepareOurs,
  preparePeer,
  servicePosting,
} from './posting/ledgers';
import { postingContestant } from './posting/posting-load';

const BATCH = 1_000;
const PEER_CLIENTS = 8;
/** Enough for all rounds. */
const RECORDS_EACH = 50;

/** Batches of 1,000 postings; the posters own disjoint partitions. The peer makes its single call from 8 connections. */
export const postingBatch: Benchmark = {
  name: 'posting-batch',
  description: `每秒入账数(每 ${BATCH} 笔一个事务,各写各的分区):带链、查重与全部约束,对照同样几行的批量写入`,
  unit: 'postings/s',
  connections: 2,
  prepare: async (workbench) => {
    const clients = workbench.options.connections;
    const floor = await prepareFloor(await workbench.createDatabase('floor'));
    const peer = await preparePeer(await workbench.createDatabase('peer'));
    const ours = await prepareOurs(await workbench.createDatabase('ours'), RECORDS_EACH);
    const open = new OpenRecords(RECORDS_EACH);
    const floorBatches = batchesOf(floor.volunteerIds, clients);
    const ourBatches = batchesOf(ours.volunteerIds, clients);
    return [
      await postingContestant(workbench, {
        role: 'floor',
        label: '一条语句批量写同样几行,不分区,不检查',
        url: floor.url,
        clients,
        postOnce: async (client, lane) => {
          const batch = floorBatches(lane).map(servicePosting);
          await client.query({ ...floorStatement, values: floorParameters(batch, new Date()) });
          return batch.length;
        },
      }),
      await peerContestant(workbench, peer.url, peer.volunteerIds, PEER_CLIENTS),
      await postingContestant(workbench, {
        role: 'ours',
        label: 'ledger_post,成批',
        url: ours.url,
        clients,
        postOnce: async (client, lane) => {
          const batch = ourBatches(lane).map((volunteerId) => open.next(volunteerId));
          const run = { entryIds: batch.map(() => v7()), recordedAt: new Date(), recordedBy: 'system:bench' };
          const values = [...postParameters(batch, run)];
          await client.query({ name: postStatement.name, text: postStatement.sql, values });
          return batch.length;
        },
      }),
    ];
  },
};

/** Gives every poster its own stretch of people (whole partitions, since they come in that order), round and round. */
function batchesOf(volunteerIds: readonly string[], posters: number): (lane: number) => readonly string[] {
  const stretch = Math.floor(volunteerIds.length / posters);
  const positions = new Array<number>(posters).fill(0);
  return (lane) => {
    const own = volunteerIds.slice(lane * stretch, (lane + 1) * stretch);
    const from = positions[lane] ?? 0;
    positions[lane] = (from + BATCH) % own.length;
    return own.slice(from, from + BATCH);
  };
}
