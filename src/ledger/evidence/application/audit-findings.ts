import { type Finding, type Report, atMost } from '../../../kernel/finding';

/** What one part of an audit finds. Parts go on side by side; their findings are read one part after the other. */
export class AuditFindings {
  readonly named: Finding[] = [];
  count = 0;

  /** @param limit how many answers to one question are named; all are counted. */
  constructor(readonly limit: number) {}

  question(): Report {
    const report = atMost(this.limit, (finding) => this.named.push(finding));
    return (finding) => {
      this.count += 1;
      report(finding);
    };
  }
}

export function wrongHead(checkpoint: number, tree: string, column: string): Finding {
  return { table: 'ledger_tree_head', column, problem: 'CHANGED', tree, checkpoint };
}
