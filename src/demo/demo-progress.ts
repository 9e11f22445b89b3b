/** How far the making of a practice year is, for a bar on a console or on a page. */
export interface DemoProgress {
  /** The step in hand, from 1. */
  readonly step: number;
  readonly of: number;
  /** What is being made, in words for a person. */
  readonly label: string;
  /** Where in a long step it stands; null in short ones. */
  readonly detail: string | null;
  /** Of the whole, 0–100; never goes back. */
  readonly percent: number;
}

/** The steps in their order, with their shares of the whole as measured on a quiet machine of two cores. */
const steps = [
  { key: 'DIVISIONS', label: '区划', share: 2 },
  { key: 'STAFF', label: '工作人员和账号', share: 2 },
  { key: 'VOLUNTEERS', label: '登记和审核志愿者', share: 18 },
  { key: 'TEAMS', label: '三长任职和服务队', share: 7 },
  { key: 'ACTIVITIES', label: '一年的活动和场次', share: 5 },
  { key: 'HISTORY', label: '报名、打卡、公示、入账', share: 42 },
  { key: 'AWARDS', label: '周一检查和评选', share: 12 },
  { key: 'PAPERS', label: '证明、异议和更正', share: 2 },
  { key: 'QUEUES', label: '各岗位的待办', share: 8 },
  { key: 'NOW', label: '正在进行的场次', share: 2 },
] as const;

export type DemoStep = (typeof steps)[number]['key'];

/** Tells a listener what is being made. */
export class ProgressTeller {
  private percent = 0;

  constructor(private readonly tell: (progress: DemoProgress) => void) {}

  /** Begins a step. */
  begin(key: DemoStep): void {
    this.at(key, 0, null);
  }

  /** @param share how much of the step is done, 0–1. */
  at(key: DemoStep, share: number, detail: string | null): void {
    const index = steps.findIndex((one) => one.key === key);
    const before = steps.slice(0, index).reduce((sum, one) => sum + one.share, 0);
    const own = steps[index];
    if (!own) return;
    this.percent = Math.max(this.percent, Math.floor(before + own.share * Math.min(1, share)));
    this.tell({ step: index + 1, of: steps.length, label: own.label, detail, percent: this.percent });
  }

  /** Everything is there. */
  finish(): void {
    this.percent = 100;
    this.tell({ step: steps.length, of: steps.length, label: '完成', detail: null, percent: 100 });
  }
}
