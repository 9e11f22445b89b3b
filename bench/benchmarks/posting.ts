import { randomInt } from 'node:crypto';
import { v7 } from 'uuid';
import { postParameters, postStatement } from '../../src/ledger/ledger/persistence/ledger.repository';
import type { Benchmark, Workbench } from '../harness/benchmark';
import {
  floorParameters,
  floorStatement,
  OpenRecords,
  peerStatement,
  prepareFloor,
  prepareOurs,
  preparePeer,
  servicePosting,
} from './posting/ledgers';
import { type PostOnce, postingContestant } from './posting/posting-load';

/** Enough for whoever is picked most often. */
const RECORDS_EACH = 25;

/** One posting per transaction, at random over 20,000 accounts: each contestant one prepared statement, one round trip. */
export const posting: Benchmark = {
  name: 'posting',
  description: '每秒入账数(每笔一个事务):带链、查重与全部约束,对照只写同样几行,以及复式记账的写法',
  unit: 'postings/s',
  connections: 8,
  prepare: async (workbench) => {
    const clients = workbench.options.connections;
    const floor = await prepareFloor(await workbench.createDatabase('floor'));
    const peer = await preparePeer(await workbench.createDatabase('peer'));
    const ours = await prepareOurs(await workbench.createDatabase('ours'), RECORDS_EACH);
    const open = new OpenRecords(RECORDS_EACH);
    return [
      await postingContestant(workbench, {
        role: 'floor',
        label: '一条语句写同样几行,不分区,不检查',
        url: floor.url,
        clients,
        postOnce: async (client) => {
          const one = servicePosting(anyOf(floor.volunteerIds));
          await client.query({ ...floorStatement, values: floorParameters([one], new Date()) });
          return 1;
        },
      }),
      await peerContestant(workbench, peer.url, peer.volunteerIds, clients),
      await postingContestant(workbench, {
        role: 'ours',
        label: 'ledger_post,一笔',
        url: ours.url,
        clients,
        postOnce: async (client) => {
          const one = open.next(anyOf(ours.volunteerIds));
          const run = { entryIds: [v7()], recordedAt: new Date(), recordedBy: 'system:bench' };
          const values = [...postParameters([one], run)];
          await client.query({ name: postStatement.name, text: postStatement.sql, values });
          return 1;
        },
      }),
    ];
  },
};

/**
 * The peer's single call; posting-batch measures itself against it too. From any account to any other, or, where
 * POSTING_ISSUERS says how many issuers there are, from one of those accounts: what a street that books by double entry does.
 */
export async function peerContestant(
  workbench: Workbench,
  url: string,
  volunteerIds: readonly string[],
  clients: number,
) {
  const issuers = Number(process.env['POSTING_ISSUERS'] ?? volunteerIds.length);
  const postOnce: PostOnce = async (client) => {
    const from = randomInt(issuers);
    const to = (from + 1 + randomInt(volunteerIds.length - 1)) % volunteerIds.length;
    const values = [volunteerIds[from], volunteerIds[to], 60, new Date(), '{"reason":"SERVICE"}'];
    await client.query({ ...peerStatement, values });
    return 1;
  };
  return postingContestant(workbench, {
    role: 'peer',
    label: '复式(pgledger 的做法):逐个锁账户,一笔转账,两条分录(一个函数,一次往返)',
    url,
    clients,
    postOnce,
  });
}

function anyOf(volunteerIds: readonly string[]): string {
  return volunteerIds[randomInt(volunteerIds.length)] ?? '';
}
