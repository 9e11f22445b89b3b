import type { EntityManager } from 'typeorm';
import { Branch } from './branch';
import type { BranchServer } from './branch-server';
import { type BranchServers, CUT_LOCK } from './branch-servers';

/** The branches of one transaction. Committed in two phases with it, or not at all. */
export class Branches {
  private readonly open = new Map<BranchServer, Promise<Branch>>();

  constructor(
    private readonly servers: BranchServers,
    private readonly isolation: string,
  ) {}

  /** The branch on a server, begun when first asked for. @throws DATABASE_SERVER_AWAY */
  async on(server: BranchServer): Promise<Branch> {
    const known = this.open.get(server);
    if (known) return known;
    const begun = Branch.begin(server, this.isolation);
    this.open.set(server, begun);
    return begun;
  }

  /** First phase, inside the home transaction and as its last step. */
  async prepare(home: EntityManager): Promise<void> {
    if (this.open.size === 0) return;
    const branches = await Promise.all(this.open.values());
    const written = await Promise.all(branches.map((branch) => branch.hasWritten()));
    const writers = branches.filter((_, index) => written[index]);
    if (writers.length === 0) return;
    const [row] = await home.query<{ id: string }[]>(
      `select pg_current_xact_id()::text as id, pg_advisory_xact_lock_shared(${CUT_LOCK})`,
    );
    const id = row?.id ?? '';
    await everyOne(writers.map((branch) => branch.prepare(id)));
  }

  /** Second phase, after the home transaction has committed. Never throws. */
  async commit(): Promise<void> {
    if (this.open.size === 0) return;
    const told = await this.end((branch) => branch.commit());
    if (!told) void this.servers.settleSoon();
  }

  /** After a rollback, or where nobody knows what became of the commit. Never throws. */
  async abandon(): Promise<void> {
    if (this.open.size === 0) return;
    const isOver = await this.end((branch) => branch.abandon());
    if (!isOver) void this.servers.settleSoon();
  }

  private async end(how: (branch: Branch) => Promise<boolean>): Promise<boolean> {
    const ends = await Promise.all([...this.open.values()].map((begun) => begun.then(how, () => true)));
    return ends.every(Boolean);
  }
}

/** Waits for all, also where one fails: no statement may still be under way when the branches are taken back. */
async function everyOne(works: readonly Promise<void>[]): Promise<void> {
  const ends = await Promise.allSettled(works);
  const failed = ends.find((end) => end.status === 'rejected');
  if (failed) throw failed.reason;
}
