import type { DemoProgress } from '../demo/demo-progress';

const WIDTH = 24;
/** Where nobody sees a bar move, a long step is worth a line this often, in percent of the whole. */
const LINE_EVERY_PERCENT = 10;

/** Where a bar is drawn: a terminal, or a file that only takes lines. */
export interface BarStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/**
 * Draws progress: on a terminal a bar with the name of the step that is drawn over, elsewhere a line per step and a few
 * in long ones.
 */
export class ProgressBar {
  private readonly startedAtMs = performance.now();
  private lineAt = { step: 0, percent: -LINE_EVERY_PERCENT };

  constructor(private readonly stream: BarStream) {}

  show(progress: DemoProgress): void {
    if (this.stream.isTTY === true) this.draw(progress);
    else this.line(progress);
  }

  private draw(progress: DemoProgress): void {
    const full = Math.round((progress.percent * WIDTH) / 100);
    const bar = `${'█'.repeat(full)}${'░'.repeat(WIDTH - full)}`;
    const text = `  ${bar} ${percentOf(progress)}  ${wordsOf(progress)}`;
    this.stream.write(`\r\u001b[2K${text}${progress.percent === 100 ? '\n' : ''}`);
  }

  private line(progress: DemoProgress): void {
    const isNew = progress.step > this.lineAt.step || progress.percent >= this.lineAt.percent + LINE_EVERY_PERCENT;
    if (!isNew && progress.percent !== 100) return;
    this.lineAt = { step: progress.step, percent: progress.percent };
    const seconds = ((performance.now() - this.startedAtMs) / 1_000).toFixed(0);
    this.stream.write(`  ${percentOf(progress)}  ${wordsOf(progress)}（${seconds} 秒）\n`);
  }
}

function percentOf({ percent }: DemoProgress): string {
  return `${String(percent).padStart(3)}%`;
}

function wordsOf({ step, of, label, detail, percent }: DemoProgress): string {
  if (percent === 100) return label;
  return `第 ${step}/${of} 步：${label}${detail === null ? '' : `，${detail}`}`;
}
