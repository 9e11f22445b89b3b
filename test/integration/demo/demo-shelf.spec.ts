import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DemoShelf } from '../../../src/cli/demo-shelf';
import { ProgressBar } from '../../../src/cli/progress-bar';
import type { SeededDemo } from '../../../src/demo/seed-demo';

const demo = { accounts: [], totals: { volunteers: 7 } } as unknown as SeededDemo;
const stamp = { version: 'a', day: '2026-11-29' };

describe('the shelf of the demo', () => {
  let root: string;
  let dataDir: string;

  beforeEach(() => {
    root = mkdtempSync(path.join(tmpdir(), 'demo-shelf-'));
    dataDir = path.join(root, 'data');
    mkdirSync(path.join(dataDir, 'postgres'), { recursive: true });
    writeFileSync(path.join(dataDir, 'postgres', 'PG_VERSION'), '18');
    writeFileSync(path.join(dataDir, 'secrets.json'), '{}', { mode: 0o600 });
  });
  afterEach(() => {
    rmSync(root, { recursive: true, force: true });
  });

  const shelfOf = (own = stamp): DemoShelf => new DemoShelf(path.join(root, 'shelf'), own);
  const emptyFolder = (): string => mkdtempSync(path.join(root, 'copy-'));

  it('gives each start a copy of the street of the day, and none of another version or day', () => {
    shelfOf().keep(dataDir, demo);
    const [one, other] = [emptyFolder(), emptyFolder()];
    expect(shelfOf().take(one)?.demo).toEqual(demo);
    writeFileSync(path.join(one, 'secrets.json'), 'changed');
    expect(shelfOf().take(other)?.demo).toEqual(demo);
    expect(readFileSync(path.join(other, 'secrets.json'), 'utf8')).toBe('{}');
    expect(shelfOf({ ...stamp, day: '2026-11-30' }).take(emptyFolder())).toBeNull();
    expect(shelfOf({ ...stamp, version: 'b' }).take(emptyFolder())).toBeNull();
  });

  it('clears away what a start left that died half-way, and says when it had begun', () => {
    const dead = spawnSync(process.execPath, ['-e', '']).pid;
    shelfOf().begin(dataDir);
    const note = path.join(root, 'shelf', 'building.json');
    const written = JSON.parse(readFileSync(note, 'utf8')) as { startedAt: string };
    expect(shelfOf().clearInterrupted()).toBeNull();
    writeFileSync(note, JSON.stringify({ ...written, processId: dead, dataDir }));
    expect(shelfOf().clearInterrupted()).toBe(written.startedAt);
    expect(existsSync(dataDir)).toBe(false);
    expect(shelfOf().clearInterrupted()).toBeNull();
    expect(shelfOf().take(emptyFolder())).toBeNull();
  });

  it('leaves no half a copy where the kept one cannot be read', () => {
    shelfOf().keep(dataDir, demo);
    rmSync(path.join(root, 'shelf', 'kept', 'data'), { recursive: true });
    const folder = emptyFolder();
    expect(shelfOf().take(folder)).toBeNull();
  });
});

describe('the bar of the demo', () => {
  const steps = [
    { step: 1, of: 2, label: '区划', detail: null, percent: 0 },
    { step: 2, of: 2, label: '打卡', detail: '到 3 月', percent: 40 },
    { step: 2, of: 2, label: '打卡', detail: '到 4 月', percent: 42 },
    { step: 2, of: 2, label: '完成', detail: null, percent: 100 },
  ];

  it('is drawn over on a terminal, and a few plain lines elsewhere', () => {
    const written: Record<'bar' | 'lines', string[]> = { bar: [], lines: [] };
    const bar = new ProgressBar({ isTTY: true, write: (text) => written.bar.push(text) });
    const lines = new ProgressBar({ write: (text) => written.lines.push(text) });
    for (const progress of steps) {
      bar.show(progress);
      lines.show(progress);
    }
    expect(written.bar).toHaveLength(4);
    expect(written.bar[1]).toContain('\r');
    expect(written.bar[1]).toContain(' 40%  第 2/2 步：打卡，到 3 月');
    expect(written.bar[3]).toMatch(/█{24} 100% {2}完成\n$/u);
    expect(written.lines).toHaveLength(3);
    expect(written.lines.join('')).not.toContain('\r');
  });
});
