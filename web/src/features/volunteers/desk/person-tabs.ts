/** The tabs of a person, by the end of their address. */
export const personTabs = [
  ['', '资料'],
  ['records', '服务记录'],
  ['ledger', '台账'],
  ['places', '任职与队伍'],
  ['certificates', '证明'],
  ['duty', '值班'],
  ['household', '同户'],
  ['limits', '限制'],
] as const;

export type PersonTab = (typeof personTabs)[number][0];

/** The tab of an address; what is none is the first. */
export function tabOf(path: string): PersonTab {
  const end = path.split('/')[4] ?? '';
  return personTabs.find(([tab]) => tab === end)?.[0] ?? '';
}
