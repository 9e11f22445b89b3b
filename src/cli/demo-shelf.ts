import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  accessSync,
  constants,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import type { SeededDemo } from '../demo/seed-demo';
import { holdsCluster } from '../platform/data/embedded';

/** What a kept street was made by and when: another version or another day makes another street. */
export interface DemoStamp {
  readonly version: string;
  /** The local day it was made on. */
  readonly day: string;
}

interface KeptLabel {
  readonly stamp: DemoStamp;
  readonly madeAt: string;
  readonly demo: SeededDemo;
}

interface BuildingNote {
  readonly processId: number;
  readonly startedAt: string;
  readonly dataDir: string;
}

/** No machine makes a street for so long; another process has got the number since. */
const LONGEST_MS = 3_600_000;

/**
 * Where a street that was made is kept for the next start of the same day. Each start gets a copy, so that the kept one
 * stays as it was made. Whatever is on the shelf is whole: a street is copied beside it and put on it by one rename, and
 * while one is being made a note tells a later start what was given up.
 */
export class DemoShelf {
  private readonly kept: string;
  private readonly note: string;

  /** @param root a folder of our own; made where it can be. */
  constructor(
    private readonly root: string,
    private readonly stamp: DemoStamp,
  ) {
    this.kept = path.join(root, 'kept');
    this.note = path.join(root, 'building.json');
  }

  /**
   * Clears away what a start left behind that died while it was making a street.
   *
   * @returns when that one had begun (ISO 8601), or null where nothing was left.
   */
  clearInterrupted(): string | null {
    const note = readJson<BuildingNote>(this.note);
    if (!note || (isRunning(note.processId) && Date.now() - Date.parse(note.startedAt) < LONGEST_MS)) return null;
    rmSync(note.dataDir, { recursive: true, force: true });
    rmSync(this.note, { force: true });
    return note.startedAt;
  }

  /** Notes that a street is being made in this folder. */
  begin(dataDir: string): void {
    this.quietly(() => {
      mkdirSync(this.root, { recursive: true, mode: 0o700 });
      const note: BuildingNote = { processId: process.pid, startedAt: new Date().toISOString(), dataDir };
      writeFileSync(this.note, JSON.stringify(note));
    });
  }

  /** The making came to an end, well or not, and its folder was seen to. */
  end(): void {
    const note = readJson<BuildingNote>(this.note);
    if (note?.processId === process.pid) rmSync(this.note, { force: true });
  }

  /**
   * Copies the kept street into an empty folder.
   *
   * @returns what is in it and since when, or null where none of this version and day is kept.
   */
  take(dataDir: string): { readonly demo: SeededDemo; readonly madeAt: string } | null {
    const label = readJson<KeptLabel>(path.join(this.kept, 'label.json'));
    if (!label || label.stamp.version !== this.stamp.version || label.stamp.day !== this.stamp.day) return null;
    try {
      copyInto(path.join(this.kept, 'data'), dataDir);
    } catch {
      // Half a copy is no street.
      for (const name of readdirSync(dataDir)) rmSync(path.join(dataDir, name), { recursive: true, force: true });
      return null;
    }
    return { demo: label.demo, madeAt: label.madeAt };
  }

  /** Keeps a street whose database has been stopped. Where there is no room for it, the next start makes its own. */
  keep(dataDir: string, demo: SeededDemo): void {
    if (!holdsCluster(dataDir)) return;
    const draft = path.join(this.root, `draft-${process.pid}`);
    this.quietly(() => {
      mkdirSync(path.join(draft, 'data'), { recursive: true, mode: 0o700 });
      copyInto(dataDir, path.join(draft, 'data'));
      const label: KeptLabel = { stamp: this.stamp, madeAt: new Date().toISOString(), demo };
      writeFileSync(path.join(draft, 'label.json'), JSON.stringify(label));
      rmSync(this.kept, { recursive: true, force: true });
      renameSync(draft, this.kept);
    });
    rmSync(draft, { recursive: true, force: true });
  }

  /** A shelf that cannot be used is no reason not to show the demo. */
  private quietly(work: () => void): void {
    try {
      work();
    } catch {
      rmSync(this.note, { force: true });
    }
  }
}

/** The version of a program: whatever was built differently makes another street. */
export function versionOf(programFile: string): string {
  return createHash('sha256').update(readFileSync(programFile)).digest('hex').slice(0, 16);
}

/** Beside the libraries, where a new install clears it away; else in the folder for temporary files. */
export function shelfFolder(programFile: string, temporary: string): string {
  const modules = path.join(path.dirname(programFile), '..', 'node_modules');
  try {
    accessSync(modules, constants.W_OK);
    return path.join(modules, '.cache', 'volunteer-ledger-demo');
  } catch {
    return path.join(temporary, `volunteer-ledger-demo-kept-${process.getuid?.() ?? 0}`);
  }
}

/** With owners and rights, as the database wants its files; clones where the file system can. */
function copyInto(from: string, to: string): void {
  execFileSync('cp', ['-a', `${from}/.`, to], { stdio: 'ignore' });
}

function readJson<T>(file: string): T | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as T;
  } catch {
    return null;
  }
}

function isRunning(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch {
    return false;
  }
}
